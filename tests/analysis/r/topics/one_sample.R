# Everything of one sample: curves with entry, weights and clusters, on R's own data sets.
z_of <- function(level = 0.95) qnorm(1 - (1 - level) / 2)

# survfit(stype = 2, ctype = 1) with a robust error takes the error of the hazard for that of exp(-hazard); with
# ctype = 2 it multiplies by the survival, as the delta method asks. Here both do.
confidence <- function(fit, at, scale) {
  if (isTRUE(fit$logse)) return(at)
  if (is.null(fit$counted_as_hazard)) return(at)
  at$std.err <- at$std.chaz * at$surv
  limits <- survival:::survfit_confint(at$surv, at$std.chaz, logse = TRUE, scale, 0.95)
  at$lower <- limits$lower
  at$upper <- limits$upper
  at
}

# Survival with its standard error and limits on all three scales at some times.
put_survival <- function(key, fit_of, times) {
  for (scale in c("plain", "log", "log-log")) {
    fit <- fit_of(scale)
    at <- confidence(fit, summary(fit, times = times), scale)
    stopifnot(length(at$surv) == length(times))
    for (k in seq_along(times)) {
      put_estimate(paste0(key, ".", scale, ".", times[k]), at$surv[k], at$lower[k], at$upper[k],
                   at$std.err[k])
    }
  }
}
put_curve <- function(key, data, times, ...) {
  fit_of <- function(scale, ...) {
    do.call(survfit, c(list(attr(data, "model"), data = data, conf.type = scale), attr(data, "extra"), list(...)))
  }
  put_survival(paste0(key, ".km"), fit_of, times)
  at <- summary(fit_of("plain"), times = times)
  for (k in seq_along(times)) put(paste0(key, ".at_risk.", times[k]), at$n.risk[k])
  for (ctype in 1:2) {
    name <- paste0(key, ".", c("nelson_aalen", "fleming_harrington")[ctype])
    fit <- fit_of("log", stype = 2, ctype = ctype)
    at <- summary(fit, times = times)
    for (k in seq_along(times)) {
      put(paste0(name, ".hazard.", times[k]), at$cumhaz[k])
      put(paste0(name, ".error.", times[k]), at$std.chaz[k])
    }
    put_survival(paste0(name, ".survival"), function(scale) {
      fit <- fit_of(scale, stype = 2, ctype = ctype)
      if (ctype == 1) fit$counted_as_hazard <- TRUE
      fit
    }, times)
  }
  # Where limits rise again, R's quantile answers with a later crossing than the first.
  falling <- function(fit) all(diff(fit$lower[!is.na(fit$lower)]) <= 0)
  for (p in c(0.1, 0.25, 0.5)) {
    for (scale in c("plain", "log-log")) {
      q <- quantile(fit_of(scale), p)
      put(paste0(key, ".quantile.", scale, ".", p, ".value"), q$quantile)
      if (falling(fit_of(scale))) put(paste0(key, ".quantile.", scale, ".", p, ".low"), q$lower)
      put(paste0(key, ".quantile.", scale, ".", p, ".high"), q$upper)
    }
  }
}
model <- function(data, formula, ...) {
  attr(data, "model") <- formula
  attr(data, "extra") <- list(...)
  data
}
put_rmean <- function(key, data, tau) {
  fit <- do.call(survfit, c(list(attr(data, "model"), data = data), attr(data, "extra")))
  table <- summary(fit, rmean = tau)$table
  put_normal(paste0(key, ".restricted_mean.", tau), table[["rmean"]], table[["se(rmean)"]])
}

right <- Surv(time, event) ~ 1
late <- Surv(entry, time, event) ~ 1

lung <- data_set("lung"); lung$event <- lung$status == 2
veteran <- data_set("veteran"); veteran$event <- veteran$status == 1
ovarian <- data_set("ovarian"); ovarian$time <- ovarian$futime; ovarian$event <- ovarian$fustat == 1
aml <- data_set("aml"); aml$event <- aml$status == 1
pbc <- data_set("pbc"); pbc$event <- pbc$status == 2
kidney <- data_set("kidney"); kidney$event <- kidney$status == 1
colon <- data_set("colon"); colon$event <- colon$status == 1
heart <- data_set("heart"); heart$time <- heart$stop; heart$entry <- heart$start; heart$event <- heart$event == 1
mgus <- data_set("mgus2")
mgus$entry <- mgus$age * 12
mgus$time <- mgus$entry + mgus$futime
mgus$event <- mgus$death == 1
mgus <- subset(mgus, time > entry)

put_curve("lung", model(lung, right), c(5, 11, 100, 310, 550.5, 883))
put_rmean("lung", model(lung, right), 365)
put_rmean("lung", model(lung, right), 1022)
put_curve("veteran", model(veteran, right), c(1, 8, 100, 250, 587))
put_rmean("veteran", model(veteran, right), 300)
put_curve("ovarian", model(ovarian, right), c(59, 300, 638, 1227))
put_curve("aml", model(aml, right), c(5, 13, 23, 31, 45))
put_curve("pbc", model(pbc, right), c(41, 1000, 3000, 4500))

# Late entry.
put_curve("heart", model(heart, late, id = heart$id), c(1, 30, 100, 900))
put_rmean("heart", model(heart, late), 500)
old <- subset(mgus, entry > 600)
put_curve("mgus2.age", model(old, late), c(700, 800, 900, 1000))

# Weights: whole ones, sampling weights, clusters.
veteran$weight <- 1 + (seq_len(nrow(veteran)) %% 3)
put_curve("veteran.counts", model(veteran, right, weights = veteran$weight), c(8, 100, 250))
put_rmean("veteran.counts", model(veteran, right, weights = veteran$weight), 300)
lung$weight <- 0.5 + (lung$age %% 7) / 4
put_curve("lung.weighted", model(lung, right, weights = lung$weight), c(11, 100, 310, 883))
put_curve("kidney.cluster", model(kidney, right, cluster = kidney$id), c(2, 30, 152, 400))
lung$site <- ifelse(is.na(lung$inst), 0, lung$inst)
put_curve("lung.site", model(lung, right, weights = lung$weight, cluster = lung$site), c(11, 100, 310, 700))
heart$weight <- 0.5 + (seq_len(nrow(heart)) %% 4) / 3
put_curve("heart.weighted", model(heart, late, weights = heart$weight, cluster = heart$id), c(1, 30, 100, 900))

put_influence <- function(key, data, times, type, name) {
  fit <- do.call(survfit, c(list(attr(data, "model"), data = data), attr(data, "extra")))
  cluster <- attr(data, "extra")$cluster
  for (time in times) {
    own <- residuals(fit, times = time, type = type, weighted = TRUE)
    own <- as.vector(own)
    if (!is.null(cluster)) own <- rowsum(own, cluster)
    put(paste0(key, ".", name, ".", time), sqrt(sum(own^2)))
  }
}
put_influence("lung.site", model(lung, right, weights = lung$weight, cluster = lung$site), c(100, 400), "RMST", "restricted_mean_error")
put_influence("lung.site", model(lung, right, weights = lung$weight, cluster = lung$site), c(100, 400), "pstate", "survival_error")
put_influence("lung", model(lung, right), c(100, 400), "RMST", "restricted_mean_error")
# One row each: residuals() of several rows a person fails here with weights.
heart$row <- seq_len(nrow(heart))
put_influence("heart.rows", model(heart, late, weights = heart$weight, id = heart$row), c(30, 200), "RMST", "restricted_mean_error")

# An event at time 0 brings S(0) down.
zero <- data.frame(time = c(0, 0, 3, 5, 9), event = c(1, 0, 1, 0, 1))
put_curve("zero", model(zero, right), c(0, 3, 5))

# Conditional survival. R takes T >= start, so it starts just after the day.
put_conditional <- function(key, data, start, times) {
  for (scale in c("log", "log-log")) {
    fit <- do.call(survfit, c(list(attr(data, "model"), data = data, conf.type = scale, start.time = start + 0.5),
                              attr(data, "extra")))
    at <- summary(fit, times = times)
    for (k in seq_along(times)) {
      put_estimate(paste0(key, ".given.", start, ".", scale, ".", times[k]), at$surv[k], at$lower[k], at$upper[k],
                   at$std.err[k])
    }
  }
}
put_conditional("lung", model(lung, right), 163, c(200, 310, 700))
put_conditional("veteran", model(veteran, right), 30, c(31, 100, 250))
put_conditional("heart", model(heart, late), 30, c(50, 100, 400))
put_conditional("kidney", model(kidney, right, cluster = kidney$id), 30, c(100, 200))

# Hazard by period.
put_periods <- function(key, data, breaks, weighted = FALSE) {
  data$weight <- if (weighted) data$weight else 1
  n <- length(breaks) - 1
  cut <- survival::tcut(if (is.null(data$entry)) rep(0, nrow(data)) else data$entry, breaks)
  data$cut <- cut
  # Surv(entry, time, event) in pyears measures from entry; tcut gives where each row starts.
  data$lived <- data$time - if (is.null(data$entry)) 0 else data$entry
  fit <- pyears(Surv(lived, event) ~ cut, data, weights = data$weight, scale = 1)
  for (k in seq_len(n)) {
    d <- fit$event[[k]]
    exposure <- fit$pyears[[k]]
    name <- paste0(key, ".period.", breaks[k])
    put(paste0(name, ".events"), d)
    put(paste0(name, ".exposure"), exposure)
    put_estimate(paste0(name, ".exact"), d / exposure, if (d > 0) qchisq(0.025, 2 * d) / 2 / exposure else 0,
                 qchisq(0.975, 2 * (d + 1)) / 2 / exposure, sqrt(d) / exposure)
    put_estimate(paste0(name, ".log_normal"), d / exposure,
                 if (d > 0) d / exposure * exp(-z_of() / sqrt(d)) else NaN,
                 if (d > 0) d / exposure * exp(z_of() / sqrt(d)) else NaN, sqrt(d) / exposure)
  }
}
put_periods("lung", lung, c(0, 30, 180, 310, 365, 900, 1100))
put_periods("veteran", veteran, c(0, 8, 100, 250, 600, 999))
put_periods("veteran.counts", veteran, c(0, 8, 100, 250, 600, 999), weighted = TRUE)
heart_days <- subset(heart, select = c(entry, time, event))
put_periods("heart", heart_days, c(0, 1, 30, 100, 900, 1800))
periods <- poisson.test(7, 123.5)
put("poisson.low", periods$conf.int[1])
put("poisson.high", periods$conf.int[2])

# Competing causes: cmprsk's variance, and the infinitesimal jackknife of survfit.
put_cuminc <- function(key, time, status, causes, times) {
  curves <- cmprsk::cuminc(time, status)
  at <- cmprsk::timepoints(curves, times)
  for (cause in causes) {
    for (t in times) {
      put(paste0(key, ".aalen.", cause, ".", t, ".value"), at$est[paste("1", cause), as.character(t)])
      put(paste0(key, ".aalen.", cause, ".", t, ".standard_error"), sqrt(at$var[paste("1", cause), as.character(t)]))
    }
  }
}
put_states <- function(key, formula, data, causes, times, ...) {
  fit <- do.call(survfit, c(list(formula, data = data, conf.type = "log-log"), list(...)))
  at <- summary(fit, times = times)
  for (cause in causes) {
    for (k in seq_along(times)) {
      name <- paste0(key, ".jackknife.", cause, ".", times[k])
      put(paste0(name, ".value"), at$pstate[k, cause + 1])
      put(paste0(name, ".standard_error"), at$std.err[k, cause + 1])
    }
  }
}
# survfit of several states leaves clusters out of account; its influences, added up by cluster, do not.
put_clustered_states <- function(key, formula, data, causes, times) {
  fit <- do.call(survfit, list(formula, data = data, weights = data$weight, id = data$row))
  influence <- residuals(fit, times = times, type = "pstate", weighted = FALSE)
  at <- summary(fit, times = times)
  for (cause in causes) {
    for (k in seq_along(times)) {
      name <- paste0(key, ".jackknife.", cause, ".", times[k])
      put(paste0(name, ".value"), at$pstate[k, cause + 1])
      put(paste0(name, ".standard_error"),
          sqrt(sum(rowsum(data$weight * influence[, k, cause + 1], data$site)^2)))
    }
  }
}
mg <- data_set("mgus2")
mg$etime <- ifelse(mg$pstat == 1, mg$ptime, mg$futime)
mg$estat <- ifelse(mg$pstat == 1, 1, 2 * mg$death)
mg$state <- factor(mg$estat, 0:2)
mg$row <- seq_len(nrow(mg))
put_cuminc("mgus2", mg$etime, mg$estat, 1:2, c(1, 12, 60, 240))
put_states("mgus2", Surv(etime, state) ~ 1, mg, 1:2, c(1, 12, 60, 240))
mg$weight <- 0.5 + (mg$age %% 5) / 3
put_states("mgus2.weighted", Surv(etime, state) ~ 1, mg, 1:2, c(12, 60, 240), weights = mg$weight)
mg$site <- mg$row %% 40
put_clustered_states("mgus2.site", Surv(etime, state) ~ 1, mg, 1:2, c(12, 60, 240))
mg$entry <- mg$age * 12
mg$exit <- mg$entry + mg$etime
aged <- subset(mg, exit > entry & entry > 600)
put_states("mgus2.age", Surv(entry, exit, state) ~ 1, aged, 1:2, c(700, 800, 1000), id = aged$row)
put_clustered_states("mgus2.age.site", Surv(entry, exit, state) ~ 1, aged, 1:2, c(700, 800, 1000))
transplant <- subset(data_set("transplant"), futime > 0)
transplant$status <- match(transplant$event, c("death", "ltx", "withdraw"), nomatch = 0)
transplant$state <- factor(transplant$status, 0:3)
put_cuminc("transplant", transplant$futime, transplant$status, 1:3, c(10, 100, 735))
put_states("transplant", Surv(futime, state) ~ 1, transplant, 1:3, c(10, 100, 735))
hazards <- summary(survfit(Surv(futime, status == 2) ~ 1, transplant, ctype = 1), times = c(10, 100, 735))
for (k in 1:3) {
  put(paste0("transplant.hazard.2.", c(10, 100, 735)[k], ".value"), hazards$cumhaz[k])
  put(paste0("transplant.hazard.2.", c(10, 100, 735)[k], ".standard_error"), hazards$std.chaz[k])
}
