# The estimators on two small data sets: a hand-worked one, and people under two designs.
survival_curve <- function(key, data, days, level = 0.95) {
  fit <- survfit(Surv(time, status > 0) ~ 1, data, conf.type = "log-log", conf.int = level)
  for (day in days) {
    at <- summary(fit, times = day)
    put_estimate(paste0(key, ".km.", day), at$surv, at$lower, at$upper, at$std.err)
  }
  median <- quantile(fit, 0.5)
  put_estimate(paste0(key, ".median"), median$quantile, median$lower, median$upper, NaN)
}

restricted_mean <- function(data, tau) {
  fit <- survfit(Surv(time, status > 0) ~ 1, data)
  table <- summary(fit, rmean = tau)$table
  unname(table[c("rmean", "se(rmean)")])
}
put_restricted_mean <- function(key, data, tau) {
  mean <- restricted_mean(data, tau)
  put_normal(paste0(key, ".restricted_mean.", tau), mean[1], mean[2])
}

# Infinitesimal jackknife of the restricted mean, one value a row of data.
influence <- function(data, tau) {
  # do.call puts the data themselves into the call, which residuals() evaluates again elsewhere.
  fit <- do.call(survfit, list(Surv(time, status > 0) ~ 1, data = data))
  as.numeric(residuals(fit, times = tau, type = "RMST"))
}
put_difference <- function(key, variant, baseline, tau) {
  first <- restricted_mean(variant, tau)
  second <- restricted_mean(baseline, tau)
  put_normal(paste0(key, ".unpaired.", tau), first[1] - second[1],
             sqrt(first[2]^2 + second[2]^2))
  if (nrow(variant) == nrow(baseline)) {
    both <- influence(variant, tau) - influence(baseline, tau)
    put_normal(paste0(key, ".same_people.", tau), first[1] - second[1], sqrt(sum(both^2)))
  }
}

log_rank <- function(key, data) {
  test <- survdiff(Surv(time, status > 0) ~ variant, data)
  put(paste0(key, ".observed"), test$obs[2])
  put(paste0(key, ".expected"), test$exp[2])
  put(paste0(key, ".chi_squared"), test$chisq)
  put(paste0(key, ".p"), pchisq(test$chisq, 1, lower.tail = FALSE))
}

put_ratio <- function(key, fit, level) {
  error <- sqrt(fit$var[1, 1])
  z <- qnorm(1 - (1 - level) / 2)
  put_estimate(key, exp(coef(fit)), exp(coef(fit) - z * error), exp(coef(fit) + z * error), error)
  put(paste0(key, ".p"), 2 * pnorm(-abs(coef(fit)) / error))
}
hazard_ratio <- function(key, data, level = 0.95) {
  fit <- coxph(Surv(time, status > 0) ~ variant, data, ties = "efron", control = exact)
  put_ratio(paste0(key, ".unpaired"), fit, level)
  if (!is.null(data$person)) {
    fit <- coxph(Surv(time, status > 0) ~ variant, data, ties = "efron", cluster = person,
                 control = exact)
    put_ratio(paste0(key, ".same_people"), fit, level)
  }
}

# The limits are those of survfit's conf.type "log-log" about cmprsk's standard error.
cumulative_incidence <- function(key, data, causes, days, level = 0.95) {
  curves <- cmprsk::cuminc(data$time, data$status)
  at <- cmprsk::timepoints(curves, days)
  z <- qnorm(1 - (1 - level) / 2)
  for (cause in causes) {
    for (day in days) {
      value <- at$est[paste("1", cause), as.character(day)]
      error <- sqrt(at$var[paste("1", cause), as.character(day)])
      shift <- z * error / abs(value * log(value))
      put_estimate(paste0(key, ".cause_", cause, ".", day), value, value^exp(shift),
                   value^exp(-shift), error)
    }
  }
}

freireich <- data_set("freireich_6mp")
freireich$variant <- as.numeric(freireich$group == "6mp")
mp <- subset(freireich, variant == 1)
placebo <- subset(freireich, variant == 0)
survival_curve("freireich.6mp", mp, c(6, 7, 10, 13, 16, 22, 23))
survival_curve("freireich.placebo", placebo, c(1, 5, 12, 22))
put_restricted_mean("freireich.6mp", mp, 20)
put_restricted_mean("freireich.6mp", mp, 35)
put_restricted_mean("freireich.placebo", placebo, 20)
put_difference("freireich.difference", mp, placebo, 23)
log_rank("freireich.log_rank", freireich)
hazard_ratio("freireich.hazard_ratio", freireich)

days <- data_set("paired_days")
days$variant <- as.numeric(days$design == "variant")
variant <- subset(days, variant == 1)
baseline <- subset(days, variant == 0)
survival_curve("paired.variant", variant, c(1, 7, 30, 60, 90))
survival_curve("paired.baseline", baseline, c(1, 7, 30, 60, 90))
survival_curve("paired.baseline.level_90", baseline, 30, level = 0.9)
put_restricted_mean("paired.variant", variant, 30)
put_restricted_mean("paired.variant", variant, 91)
put_restricted_mean("paired.baseline", baseline, 91)
put_difference("paired.difference", variant, baseline, 30)
put_difference("paired.difference", variant, baseline, 91)
log_rank("paired.log_rank", days)
hazard_ratio("paired.hazard_ratio", days)
hazard_ratio("paired.hazard_ratio.level_90", days, level = 0.9)
cumulative_incidence("paired.incidence.variant", variant, 1:3, c(1, 7, 30, 90))
cumulative_incidence("paired.incidence.baseline", baseline, 1:3, c(1, 7, 30, 90))

wilson <- prop.test(7, 60, correct = FALSE)
put("wilson.7_of_60.low", wilson$conf.int[1])
put("wilson.7_of_60.high", wilson$conf.int[2])
wilson <- prop.test(0, 25, conf.level = 0.9, correct = FALSE)
put("wilson.0_of_25.level_90.high", wilson$conf.int[2])
holm <- p.adjust(c(0.01, 0.04, 0.03, 0.005, 0.6), method = "holm")
for (i in seq_along(holm)) put(paste0("holm.", i), holm[i])
put("chi_squared.p.3_84.1", pchisq(3.84, 1, lower.tail = FALSE))
put("chi_squared.p.120.4", pchisq(120, 4, lower.tail = FALSE))
put("normal.p.8", 2 * pnorm(-8))
put("normal.quantile.99", qnorm(0.995))
