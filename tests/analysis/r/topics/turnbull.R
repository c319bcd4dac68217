# Interval-censored times: Finkelstein & Wolfe 1985, Biometrics 41:933, radiotherapy only, months to cosmetic deterioration.
left <- c(45, 6, 0, 46, 46, 7, 17, 7, 37, 0, 4, 15, 11, 22, 46, 46, 25, 46, 26, 46, 27, 36, 46, 36, 37, 40, 17, 46, 11, 38,
          5, 37, 0, 18, 24, 36, 5, 19, 17, 24, 32, 33, 19, 37, 34, 36)
right <- c(Inf, 10, 7, Inf, Inf, 16, Inf, 14, 44, 8, 11, Inf, 15, Inf, Inf, Inf, 37, Inf, 40, Inf, 34, 44, Inf, 48, Inf, Inf,
           25, Inf, 18, Inf, 12, Inf, 5, Inf, Inf, Inf, 11, 35, 25, Inf, Inf, Inf, 26, Inf, Inf, Inf)

# Innermost intervals: a left end followed at once by a right end; at equal times right ends come first.
ends <- data.frame(time = c(left, right), kind = rep(c("left", "right"), each = length(left)))
ends <- unique(ends[order(ends$time, ends$kind == "left"), ])
inner <- which(ends$kind[-nrow(ends)] == "left" & ends$kind[-1] == "right")
from <- ends$time[inner]
to <- ends$time[inner + 1]

# Turnbull's EM algorithm, until nothing moves.
held <- outer(left, from, "<=") & outer(right, to, ">=")
mass <- rep(1 / length(from), length(from))
for (step in 1:200000) {
  share <- held %*% mass
  grown <- mass * colSums(held / as.vector(share)) / length(left)
  if (max(abs(grown - mass)) < 1e-16) break
  mass <- grown
}
mass[mass < 1e-12] <- 0
for (j in which(mass > 0)) put(paste0("cosmesis.mass.", from[j]), mass[j])
put("cosmesis.log_likelihood", sum(log(held %*% mass)))

fit <- survfit(Surv(left, ifelse(is.finite(right), right, NA), type = "interval2") ~ 1)
for (t in c(5, 8, 12, 30, 44)) put(paste0("cosmesis.survfit.", t), summary(fit, times = t)$surv)
