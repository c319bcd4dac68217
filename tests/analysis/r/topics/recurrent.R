# Recurrent events and states: mean numbers of events, Andersen and Gill's model, probabilities of states.
at_days <- function(fit, days) vapply(days, function(day) sum(fit$time <= day), 1L)

put_mean <- function(key, data, days) {
  fit <- survfit(Surv(start, stop, event) ~ 1, data, cluster = id)
  for (day in days) {
    k <- at_days(fit, day)
    put(paste0(key, ".mean.", day), fit$cumhaz[k])
    put(paste0(key, ".standard_error.", day), fit$std.chaz[k])
  }
}

put_cox <- function(key, fit) {
  summary <- coef(summary(fit))
  for (name in rownames(summary)) {
    put(paste0(key, ".", name, ".value"), summary[name, "coef"])
    put(paste0(key, ".", name, ".standard_error"), summary[name, "robust se"])
    put(paste0(key, ".", name, ".p"), summary[name, "Pr(>|z|)"])
  }
}

# Ghosh and Lin's mean with its influences, from the definition: a matrix of persons by rows, times in a loop.
ghosh_lin <- function(data, t) {
  ids <- sort(unique(data$id))
  times <- sort(unique(data$stop[data$status > 0 & data$stop <= t]))
  w <- vapply(ids, function(i) data$weight[data$id == i][1], 1)
  survival <- 1
  mean <- 0
  from_events <- numeric(length(ids))
  g_sum <- g_mean <- numeric(length(ids))
  for (u in times) {
    in_ <- data$start < u & u <= data$stop
    under <- ids %in% data$id[in_]
    event <- ids %in% data$id[data$stop == u & data$status == 1]
    ended <- ids %in% data$id[data$stop == u & data$status == 2]
    n <- sum(w[under])
    d <- sum(w[event])
    dead <- sum(w[ended])
    mean <- mean + survival * d / n
    from_events <- from_events + survival * (event - under * d / n) / n
    if (dead > 0 && n > dead) {
      g <- (ended - under * dead / n) / (n - dead)
      g_sum <- g_sum + g
      g_mean <- g_mean + g * mean
    }
    survival <- survival * (1 - dead / n)
  }
  influence <- w * (from_events - (mean * g_sum - g_mean))
  list(mean = mean, standard_error = sqrt(sum(influence^2)), influence = influence)
}

# bladder2: four recurrences at most.
days <- c(1, 5, 12, 24, 36, 59)
put_mean("bladder2", bladder2, days)
for (arm in 1:2) put_mean(paste0("bladder2.rx_", arm), bladder2[bladder2$rx == arm, ], days)
put_cox("bladder2.andersen_gill",
        coxph(Surv(start, stop, event) ~ rx + number + size, bladder2, cluster = id, control = exact))
put_cox("bladder2.andersen_gill.breslow",
        coxph(Surv(start, stop, event) ~ rx + number + size, bladder2, cluster = id, ties = "breslow", control = exact))
put_cox("bladder2.pwp.total",
        coxph(Surv(start, stop, event) ~ rx + number + size + strata(enum), bladder2, cluster = id, control = exact))
put_cox("bladder2.pwp.gap",
        coxph(Surv(stop - start, event) ~ rx + number + size + strata(enum), bladder2, cluster = id, control = exact))
put_cox("bladder2.pwp.three_strata",
        coxph(Surv(start, stop, event) ~ rx + number + size + strata(pmin(enum, 3)), bladder2, cluster = id,
              control = exact))

# cgd: infections under gamma interferon.
infections <- transform(cgd, start = tstart, stop = tstop, event = status, treated = as.numeric(treat == "rIFN-g"))
put_mean("cgd", infections, c(30, 100, 200, 300, 400))
put_cox("cgd.andersen_gill", coxph(Surv(start, stop, event) ~ treated + age, infections, cluster = id, control = exact))

# heart: rows split where a covariate changes.
put_cox("heart.andersen_gill",
        coxph(Surv(start, stop, event) ~ age + surgery, heart, cluster = id, control = exact))

# colon: a recurrence (1), then death as terminal event (2).
colon_rows <- data_set("states_colon")
colon_rows$status <- pmax(colon_rows$to - 1, 0)
colon_rows$weight <- 1 + colon_rows$id %% 3
for (weighted in c(FALSE, TRUE)) {
  rows <- colon_rows
  if (!weighted) rows$weight <- 1
  for (day in c(200, 1000, 2500)) {
    fit <- ghosh_lin(rows, day)
    key <- paste0("colon", if (weighted) ".weighted")
    put(paste0(key, ".mean.", day), fit$mean)
    put(paste0(key, ".standard_error.", day), fit$standard_error)
  }
}
group <- lapply(c("Lev+5FU", "Obs"), function(rx) ghosh_lin(transform(colon_rows[colon_rows$rx == rx, ], weight = 1), 1500))
put_normal("colon.difference.1500", group[[1]]$mean - group[[2]]$mean,
           sqrt(group[[1]]$standard_error^2 + group[[2]]$standard_error^2))

# States. R's error holds that of the initial distribution only with influence = TRUE.
put_states <- function(key, data, days, rmean) {
  if (is.null(data$weight)) data$weight <- 1
  fit <- survfit(Surv(start, stop, event) ~ 1, data, id = id, istate = from, influence = TRUE, weights = weight)
  for (day in days) {
    k <- at_days(fit, day)
    for (j in seq_along(fit$states)) {
      at <- paste0(key, ".", fit$states[j], ".", day)
      put(paste0(at, ".value"), if (k > 0) fit$pstate[k, j] else fit$p0[j])
      put(paste0(at, ".standard_error"), if (k > 0) fit$std.err[k, j] else fit$sp0[j])
    }
  }
  table <- summary(fit, rmean = rmean)$table
  # R adds up the squares of influences without the weights.
  held <- diff(c(0, fit$time[fit$time < rmean], rmean))
  weight <- data$weight[match(dimnames(fit$influence.pstate)[[1]], data$id)]
  for (j in seq_along(fit$states)) {
    state <- fit$states[j]
    influence <- weight * (fit$influence.pstate[, seq_along(held), j] %*% held)
    error <- sqrt(sum(influence^2))
    stopifnot(any(weight != 1) || all.equal(error, table[state, "se(rmean)"], tolerance = 1e-12))
    put(paste0(key, ".days.", state, ".value"), table[state, "rmean"])
    put(paste0(key, ".days.", state, ".standard_error"), error)
  }
}

put_transitions <- function(key, data, s, t, states) {
  for (from in states) {
    fit <- survfit(Surv(start, stop, event) ~ 1, data, id = id, istate = from, influence = TRUE, start.time = s + 0.5,
                   p0 = as.numeric(states == from))
    stopifnot(identical(fit$states, states))
    k <- at_days(fit, t)
    for (j in seq_along(states)) {
      put(sprintf("%s.from_%s.to_%s.%g_%g.value", key, from, states[j], s, t), fit$pstate[k, j])
      put(sprintf("%s.from_%s.to_%s.%g_%g.standard_error", key, from, states[j], s, t), fit$std.err[k, j])
    }
  }
}

put_hazards <- function(key, data, day) {
  fit <- survfit(Surv(start, stop, event) ~ 1, data, id = id, istate = from, influence = TRUE)
  for (name in colnames(fit$cumhaz)) put(paste0(key, ".hazard.", name, ".", day), fit$cumhaz[at_days(fit, day), name])
}

state_rows <- function(name, states) {
  rows <- data_set(name)
  data.frame(id = rows$id, start = rows$start, stop = rows$stop, event = factor(rows$to, 0:length(states), c("censor", states)),
             from = factor(rows$from, seq_along(states), states))
}

# mgus2: from mgus to plasma cell malignancy and to death; also in months of age, entering at diagnosis.
mgus <- state_rows("states_mgus2", c("mgus", "pcm", "death"))
put_states("mgus2", mgus, c(0.5, 12, 60, 120, 360), 240)
put_hazards("mgus2", mgus, 120)
put_transitions("mgus2", mgus, 60, 180, c("mgus", "pcm", "death"))
age <- 12 * mgus2$age[match(mgus$id, mgus2$id)]
by_age <- transform(mgus, start = age + start, stop = age + stop)
put_states("mgus2.by_age", by_age, c(400, 700, 900, 1100), 1000)

# myeloid: complete remission and back to relapse, with death from anywhere.
myeloid_rows <- state_rows("states_myeloid", c("entry", "cr", "relapse", "death"))
put_states("myeloid", myeloid_rows, c(30, 100, 365, 1000, 2000), 1500)
put_hazards("myeloid", myeloid_rows, 730)
put_states("myeloid.weighted", transform(myeloid_rows, weight = 1 + id %% 3), c(100, 1000), 1500)
put_transitions("myeloid", myeloid_rows, 365, 900, c("entry", "cr", "relapse", "death"))

# pbcseq: up and down between levels of bilirubin, as seen at visits; the initial distribution is estimated.
bilirubin <- state_rows("states_pbcseq", c("normal", "raised", "high", "severe", "ended"))
put_states("pbcseq", bilirubin, c(100, 365, 1000, 3000), 2500)
put_hazards("pbcseq", bilirubin, 1000)
put_states("pbcseq.weighted", transform(bilirubin, weight = 1 + id %% 3), c(100, 1000), 2500)
put_transitions("pbcseq", bilirubin, 365, 2000, c("normal", "raised", "high", "severe", "ended"))
