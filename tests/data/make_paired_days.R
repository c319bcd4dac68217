# Writes paired_days.csv: 600 simulated people, each under two designs, whole days 1 .. 91, three causes,
# a frailty shared by a person's two rows, everybody still in on day 91 censored there, and one person in seven followed
# for a shorter time. Run once: Rscript make_paired_days.R
set.seed(20240601, kind = "Mersenne-Twister", normal.kind = "Inversion", sample.kind = "Rejection")
people <- 600
frailty <- rgamma(people, shape = 0.7, rate = 0.7)
follow_up <- ifelse(runif(people) < 1 / 7, sample(10:90, people, replace = TRUE), 91)

one_design <- function(name, hazard) {
  time <- ceiling(rexp(people, frailty * hazard))
  cause <- sample(1:3, people, replace = TRUE, prob = c(0.5, 0.3, 0.2))
  out <- time >= follow_up
  data.frame(person = seq_len(people), design = name, time = pmin(time, follow_up),
             status = ifelse(out, 0, cause))
}
days <- rbind(one_design("variant", 0.030), one_design("baseline", 0.045))
write.csv(days, "paired_days.csv", row.names = FALSE, quote = FALSE)
