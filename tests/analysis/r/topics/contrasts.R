# Contrasts of groups without a regression: log-rank family, max-combo, pairwise, Gray, restricted means, pairs, landmarks.
upper <- function(statistic, df) pchisq(statistic, df, lower.tail = FALSE)
put_test <- function(key, statistic, df) {
  put(paste0(key, ".chi_squared"), statistic)
  put(paste0(key, ".df"), df)
  put(paste0(key, ".p"), upper(statistic, df))
}

# Data as the tests read them: time, status 0 or 1 (or a cause), group from 0.
from_zero <- function(x) as.integer(factor(x)) - 1L
frame_of <- function(time, status, group, strata = 0) {
  data <- data.frame(time = time, status = as.integer(status), group = from_zero(group), strata = from_zero(strata))
  data[complete.cases(data), ]
}
lung <- data_set("lung")
veteran <- data_set("veteran")
ovarian <- data_set("ovarian")
colon <- subset(data_set("colon"), etype == 2)
pbc <- data_set("pbc")
mgus2 <- data_set("mgus2")
kidney <- data_set("kidney")
rats <- data_set("rats")
aml <- data_set("aml")
transplant <- subset(data_set("transplant"), futime > 0)
bladder2 <- data_set("bladder2")
heart <- data_set("heart")
myeloid <- data_set("myeloid")
days <- data_set("paired_days")
cause_of_transplant <- match(transplant$event, c("ltx", "death", "withdraw"), nomatch = 0)
cause_of_mgus2 <- ifelse(mgus2$pstat == 1, 1, 2 * mgus2$death)
time_of_mgus2 <- ifelse(mgus2$pstat == 1, mgus2$ptime, mgus2$futime)

sets <- list(
  lung = with(lung, frame_of(time, status == 2, sex, inst)),
  veteran = with(veteran, frame_of(time, status, celltype, trt)),
  ovarian = with(ovarian, frame_of(futime, fustat, rx, resid.ds)),
  colon = with(colon, frame_of(time, status, rx, node4)),
  pbc = with(pbc, frame_of(time, status == 2, edema, sex)),
  mgus2 = with(mgus2, frame_of(futime, death, sex, sex)),
  kidney = with(kidney, frame_of(time, status, disease, sex)),
  rats = with(rats, frame_of(time, status, rx, litter)),
  aml = with(aml, frame_of(time, status, x)),
  myeloid = with(myeloid, frame_of(futime, death, trt, sex)))

# survdiff, plain and stratified.
put_survdiff <- function(key, formula, data, rho) {
  test <- survdiff(formula, data, rho = rho)
  put_test(key, test$chisq, length(test$n) - 1)
  observed <- if (is.matrix(test$obs)) rowSums(test$obs) else test$obs
  expected <- if (is.matrix(test$exp)) rowSums(test$exp) else test$exp
  for (k in seq_along(observed)) {
    put(paste0(key, ".observed.", k - 1), observed[k])
    put(paste0(key, ".expected.", k - 1), expected[k])
    put(paste0(key, ".variance.", k - 1), test$var[k, k])
  }
}
for (name in names(sets)) {
  for (rho in c(0, 1, 0.5)) {
    put_survdiff(paste0(name, ".rho_", rho), Surv(time, status) ~ group, sets[[name]], rho)
  }
  if (name %in% c("lung", "veteran", "ovarian", "colon", "pbc", "rats", "myeloid")) {
    for (rho in c(0, 1)) {
      put_survdiff(paste0(name, ".stratified.rho_", rho), Surv(time, status) ~ group + strata(strata),
                   sets[[name]], rho)
    }
  }
}

# Any weights, from the definition: one two-way table a time; strata added up.
weights_of <- list(
  plain = function(s, n) 1, early = function(s, n) s, late = function(s, n) 1 - s, middle = function(s, n) s * (1 - s),
  gehan = function(s, n) n, tarone_ware = function(s, n) sqrt(n), half_late = function(s, n) sqrt(1 - s))
naive_sums <- function(data, weights) {
  groups <- max(data$group) + 1
  excess <- matrix(0, groups, length(weights))
  variance <- array(0, c(groups, groups, length(weights), length(weights)))
  if (is.null(data$entry)) data$entry <- -1
  for (part in split(data, data$strata)) {
    s <- 1
    for (t in sort(unique(part$time[part$status > 0]))) {
      at_risk <- part$time >= t & part$entry < t
      n <- tabulate(part$group[at_risk] + 1, groups)
      d <- tabulate(part$group[at_risk & part$time == t & part$status > 0] + 1, groups)
      w <- sapply(weights, function(weight) weight(s, sum(n)))
      excess <- excess + outer(d - sum(d) * n / sum(n), w)
      if (sum(n) > 1) {
        share <- n / sum(n)
        one <- sum(d) * (sum(n) - sum(d)) / (sum(n) - 1) * (diag(share, groups) - outer(share, share))
        variance <- variance + one %o% outer(w, w)
      }
      s <- s * (1 - sum(d) / sum(n))
    }
  }
  list(excess = excess, variance = variance)
}
quadratic <- function(excess, variance) {
  keep <- seq_along(excess)[-1]
  drop(excess[keep] %*% solve(variance[keep, keep, drop = FALSE], excess[keep]))
}
for (name in c("lung", "veteran", "ovarian", "colon", "pbc", "aml")) {
  sums <- naive_sums(sets[[name]], weights_of)
  for (w in seq_along(weights_of)) {
    put_test(paste0(name, ".weighted.", names(weights_of)[w]),
             quadratic(sums$excess[, w], sums$variance[, , w, w]), nrow(sums$excess) - 1)
  }
}

# Max-combo of two groups: z and correlations. P of the largest by integrating over the three free statistics, those of
# rho and gamma (1,0), (0,1) and (1,1), of which the plain one is a sum: two of them by R's integrate, the last in closed form.
put_max_combo <- function(key, data) {
  sums <- naive_sums(data, weights_of[c("plain", "late", "early", "middle")])
  variance <- sums$variance[2, 2, , ]
  z <- sums$excess[2, ] / sqrt(diag(variance))
  correlation <- cov2cor(variance)
  for (i in 1:4) {
    put(paste0(key, ".z.", i - 1), z[i])
    if (i > 1) for (j in seq_len(i - 1)) put(paste0(key, ".correlation.", i - 1, ".", j - 1), correlation[i, j])
  }
  m <- max(abs(z))
  put(paste0(key, ".largest"), m)
  factor <- t(chol(correlation[2:4, 2:4]))
  plain <- (sqrt(variance[2, 2]) * factor[1, ] + sqrt(variance[3, 3]) * factor[2, ]) / sqrt(variance[1, 1])
  inner <- function(x, y) {
    low <- -(m + factor[3, 1] * x + factor[3, 2] * y) / factor[3, 3]
    high <- (m - factor[3, 1] * x - factor[3, 2] * y) / factor[3, 3]
    dnorm(y) * (pnorm(high) - pnorm(low))
  }
  outer <- function(x) {
    low <- max(-(m + factor[2, 1] * x) / factor[2, 2], -(m + plain[1] * x) / plain[2])
    high <- min((m - factor[2, 1] * x) / factor[2, 2], (m - plain[1] * x) / plain[2])
    if (high <= low) return(0)
    dnorm(x) * integrate(function(y) inner(x, y), low, high, rel.tol = 1e-11, subdivisions = 1000)$value
  }
  inside <- integrate(Vectorize(outer), -m, m, rel.tol = 1e-9, subdivisions = 1000)$value
  put(paste0(key, ".p"), 1 - inside)
}
put_max_combo("lung.max_combo", sets$lung)
put_max_combo("ovarian.max_combo", sets$ovarian)
put_max_combo("myeloid.max_combo", sets$myeloid)
put_max_combo("mgus2.max_combo", transform(sets$mgus2, strata = 0))
put_max_combo("aml.max_combo", sets$aml)

# Left truncation: the definition above, and where ties are few the score test of the exact partial likelihood, which is
# the hypergeometric log-rank test (R goes through every subset of those at risk, hopeless with many ties).
put_score <- function(key, formula, data, df) {
  fit <- coxph(formula, data, ties = "exact", control = coxph.control(iter.max = 0))
  put_test(key, fit$score, df)
}
put_score("heart.score", Surv(start, stop, event) ~ transplant, heart, 1)
put_score("heart.score.stratified", Surv(start, stop, event) ~ transplant + strata(surgery), heart, 1)
truncated_sets <- list(
  heart = with(heart, data.frame(entry = start, time = stop, status = event, group = transplant, strata = surgery)),
  bladder2 = with(bladder2, data.frame(entry = start, time = stop, status = event, group = enum - 1, strata = rx)),
  mgus2 = with(mgus2, data.frame(entry = 12 * age, time = 12 * age + futime, status = death, group = from_zero(sex), strata = 0)))
for (name in names(truncated_sets)) {
  sums <- naive_sums(truncated_sets[[name]], weights_of)
  for (w in seq_along(weights_of)) {
    put_test(paste0(name, ".truncated.", names(weights_of)[w]),
             quadratic(sums$excess[, w], sums$variance[, , w, w]), nrow(sums$excess) - 1)
  }
}

# Row weights are copies.
copies <- sets$veteran[rep(seq_len(nrow(sets$veteran)), 1 + seq_len(nrow(sets$veteran)) %% 3), ]
put_survdiff("veteran.copies", Surv(time, status) ~ group, copies, 0)

# Trend: score test of the group's number.
put_trend <- function(key, data, strata = FALSE) {
  fit <- coxph(if (strata) Surv(time, status) ~ group + strata(strata) else Surv(time, status) ~ group, data,
               ties = "exact", control = coxph.control(iter.max = 0))
  put(paste0(key, ".chi_squared"), fit$score)
  put(paste0(key, ".p"), upper(fit$score, 1))
}
put_trend("pbc.trend", sets$pbc)
put_trend("veteran.trend", sets$veteran)
put_trend("veteran.trend.stratified", sets$veteran, TRUE)

# Every pair of groups alone, adjusted.
put_pairwise <- function(key, data, rho = 0) {
  pairs <- combn(sort(unique(data$group)), 2)
  p <- apply(pairs, 2, function(pair) {
    upper(survdiff(Surv(time, status) ~ group, data[data$group %in% pair, ], rho = rho)$chisq, 1)
  })
  for (method in c("none", "holm", "BH")) {
    adjusted <- p.adjust(p, method)
    for (i in seq_along(p)) put(paste0(key, ".", method, ".", i - 1), adjusted[i])
  }
}
put_pairwise("veteran.pairwise", sets$veteran)
put_pairwise("pbc.pairwise", sets$pbc)
put_pairwise("colon.pairwise", sets$colon, 1)
given <- c(0.01, 0.04, 0.03, 0.005, 0.6, 0.03, 0.9, 1e-9)
for (i in seq_along(given)) put(paste0("benjamini_hochberg.", i - 1), p.adjust(given, "BH")[i])

# Gray.
put_gray <- function(key, data, rho = 0, strata = FALSE) {
  tests <- if (strata) with(data, cmprsk::cuminc(time, status, group, strata, rho)$Tests)
           else with(data, cmprsk::cuminc(time, status, group, rho = rho)$Tests)
  for (cause in rownames(tests)) {
    put_test(paste0(key, ".cause_", cause), tests[cause, "stat"], tests[cause, "df"])
  }
}
competing <- list(
  transplant = frame_of(transplant$futime, cause_of_transplant, transplant$abo, transplant$sex),
  mgus2 = frame_of(time_of_mgus2, cause_of_mgus2, mgus2$sex, mgus2$dxyr > 1985),
  pbc = frame_of(pbc$time, pbc$status, pbc$edema, pbc$sex),
  pairs = frame_of(days$time, days$status, factor(days$design, c("variant", "baseline")), days$person %% 4))
for (name in names(competing)) {
  put_gray(paste0(name, ".gray"), competing[[name]])
  put_gray(paste0(name, ".gray.rho_1"), competing[[name]], rho = 1)
  put_gray(paste0(name, ".gray.rho_0.5"), competing[[name]], rho = 0.5)
  put_gray(paste0(name, ".gray.stratified"), competing[[name]], strata = TRUE)
}

# Restricted means of two groups: survfit's means, and the delta method for the ratio.
restricted <- function(data, tau) {
  fit <- survfit(Surv(time, status > 0) ~ 1, data)
  unname(summary(fit, rmean = tau)$table[c("rmean", "se(rmean)")])
}
put_log_ratio <- function(key, first, second, error) {
  z <- qnorm(0.975)
  ratio <- log(first / second)
  put_estimate(key, exp(ratio), exp(ratio - z * error), exp(ratio + z * error), error)
}
put_contrast <- function(key, first, second, tau) {
  a <- restricted(first, tau)
  b <- restricted(second, tau)
  put_normal(paste0(key, ".difference"), a[1] - b[1], sqrt(a[2]^2 + b[2]^2))
  put_log_ratio(paste0(key, ".ratio"), a[1], b[1], sqrt((a[2] / a[1])^2 + (b[2] / b[1])^2))
  put(paste0(key, ".p_difference"), 2 * pnorm(-abs(a[1] - b[1]) / sqrt(a[2]^2 + b[2]^2)))
}
two <- function(name, tau) {
  data <- sets[[name]]
  put_contrast(paste0(name, ".restricted_mean"), subset(data, group == 0), subset(data, group == 1), tau)
}
two("lung", 500)
two("ovarian", 744)
two("veteran", 180)
two("mgus2", 240)
two("myeloid", 1000)

# Left-truncated restricted means; cluster-robust ones of both kidneys of a patient.
truncated <- function(data, tau) {
  fit <- survfit(Surv(start, stop, event) ~ 1, data)
  unname(summary(fit, rmean = tau)$table[c("rmean", "se(rmean)")])
}
a <- truncated(subset(bladder2, rx == 1), 40)
b <- truncated(subset(bladder2, rx == 2), 40)
put_normal("bladder2.restricted_mean.difference", a[1] - b[1], sqrt(a[2]^2 + b[2]^2))
robust <- function(data, tau) {
  fit <- survfit(Surv(time, status) ~ 1, data)
  of <- as.numeric(residuals(do.call(survfit, list(Surv(time, status) ~ 1, data = data)), times = tau, type = "RMST"))
  c(restricted(data, tau)[1], sqrt(sum(tapply(of, data$id, sum)^2)))
}
a <- robust(subset(kidney, sex == 1), 100)
b <- robust(subset(kidney, sex == 2), 100)
put_normal("kidney.clustered.difference", a[1] - b[1], sqrt(a[2]^2 + b[2]^2))

# Pairs: influences from residuals(survfit).
of_survival <- function(data, t) {
  fit <- do.call(survfit, list(Surv(time, status > 0) ~ 1, data = data))
  list(value = summary(fit, times = t)$surv, of = as.numeric(residuals(fit, times = t, type = "pstate")))
}
of_mean <- function(data, tau) {
  fit <- do.call(survfit, list(Surv(time, status > 0) ~ 1, data = data))
  list(value = restricted(data, tau)[1], of = as.numeric(residuals(fit, times = tau, type = "RMST")))
}
of_incidence <- function(data, t, cause) {
  data$cause <- factor(data$status, 0:3)
  data$row <- seq_len(nrow(data))
  fit <- do.call(survfit, list(Surv(time, cause) ~ 1, data = data, id = quote(row)))
  state <- match(as.character(cause), fit$states)
  list(value = summary(fit, times = t)$pstate[1, state], of = as.numeric(residuals(fit, times = t, type = "pstate")[, state]))
}
put_paired <- function(key, variant, baseline) {
  value <- variant$value - baseline$value
  paired <- sum((variant$of - baseline$of)^2)
  unpaired <- sum(variant$of^2) + sum(baseline$of^2)
  put_normal(paste0(key, ".paired"), value, sqrt(paired))
  put_normal(paste0(key, ".unpaired"), value, sqrt(unpaired))
  put(paste0(key, ".p"), 2 * pnorm(-abs(value) / sqrt(paired)))
  put(paste0(key, ".variance_ratio"), unpaired / paired)
  put(paste0(key, ".correlation"), sum(variant$of * baseline$of) / sqrt(sum(variant$of^2) * sum(baseline$of^2)))
}
variant <- subset(days, design == "variant")
baseline <- subset(days, design == "baseline")
for (t in c(7, 30, 60, 90)) {
  put_paired(paste0("pairs.survival.", t), of_survival(variant, t), of_survival(baseline, t))
}
for (tau in c(30, 91)) {
  first <- of_mean(variant, tau)
  second <- of_mean(baseline, tau)
  put_paired(paste0("pairs.restricted_mean.", tau), first, second)
  put_log_ratio(paste0("pairs.ratio.", tau), first$value, second$value,
                sqrt(sum((first$of / first$value - second$of / second$value)^2)))
}
for (cause in 1:3) {
  for (t in c(7, 60)) {
    put_paired(paste0("pairs.incidence.cause_", cause, ".", t), of_incidence(variant, t, cause),
               of_incidence(baseline, t, cause))
  }
}

# Discordant pairs.
for (t in c(7, 30, 60)) {
  stays <- function(data) ifelse(data$status > 0, data$time > t, ifelse(data$time >= t, TRUE, NA))
  counts <- table(factor(stays(variant), c(TRUE, FALSE)), factor(stays(baseline), c(TRUE, FALSE)))
  key <- paste0("pairs.discordant.", t)
  put(paste0(key, ".both_stayed"), counts[1, 1])
  put(paste0(key, ".only_variant"), counts[1, 2])
  put(paste0(key, ".only_baseline"), counts[2, 1])
  put(paste0(key, ".both_left"), counts[2, 2])
  exact_test <- binom.test(counts[1, 2], counts[1, 2] + counts[2, 1])
  put(paste0(key, ".p_exact"), exact_test$p.value)
  fewer <- min(counts[1, 2], counts[2, 1])
  all <- counts[1, 2] + counts[2, 1]
  put(paste0(key, ".p_mid"), 2 * pbinom(fewer, all, 0.5) - dbinom(fewer, all, 0.5))
  limits <- exact_test$conf.int / (1 - exact_test$conf.int)
  put_estimate(paste0(key, ".odds_ratio"), counts[1, 2] / counts[2, 1], limits[1], limits[2], NaN)
  difference <- stays(variant) - stays(baseline)
  difference <- difference[!is.na(difference)]
  put_normal(paste0(key, ".difference"), mean(difference), sd(difference) / sqrt(length(difference)))
}

# Survival at a fixed day, log(-log) scale.
put_fixed <- function(key, data, t) {
  groups <- sort(unique(data$group))
  at <- lapply(groups, function(k) {
    curve <- survfit(Surv(time, status) ~ 1, data[data$group == k, ])
    point <- summary(curve, times = t)
    c(point$surv, (point$std.err / point$surv)^2)
  })
  s <- sapply(at, `[`, 1)
  variance <- sapply(at, `[`, 2) / log(s)^2
  phi <- log(-log(s))
  w <- 1 / variance
  put_test(key, sum(w * phi^2) - sum(w * phi)^2 / sum(w), length(groups) - 1)
}
put_fixed("lung.fixed", sets$lung, 365)
put_fixed("veteran.fixed", sets$veteran, 60)
put_fixed("pbc.fixed", sets$pbc, 1500)
put_fixed("colon.fixed", sets$colon, 1800)
put_fixed("ovarian.fixed", sets$ovarian, 400)
first <- of_survival(variant, 30)
second <- of_survival(baseline, 30)
phi <- function(x) log(-log(x$value))
of_phi <- function(x) x$of / (x$value * log(x$value))
put("pairs.fixed.30.chi_squared", (phi(first) - phi(second))^2 / sum((of_phi(first) - of_phi(second))^2))

# Landmarks: responders of the veteran's trial at day 60, and heart transplants by day 30.
later <- subset(sets$veteran, time > 60)
put_survdiff("veteran.landmark_60", Surv(time, status) ~ group, later, 0)
put("veteran.landmark_60.had_event", with(sets$veteran, sum(time <= 60 & status == 1)))
put("veteran.landmark_60.censored", with(sets$veteran, sum(time <= 60 & status == 0)))
put_contrast("veteran.landmark_60.restricted_mean", transform(subset(later, group == 0), time = time - 60),
             transform(subset(later, group == 1), time = time - 60), 100)
persons <- do.call(rbind, lapply(split(heart, heart$id), function(rows) {
  rows <- rows[order(rows$start), ]
  at <- rows[rows$start <= 30 & rows$stop > 30, ]
  if (nrow(at) == 0) return(NULL)
  data.frame(time = max(rows$stop), status = rows$event[nrow(rows)], group = at$transplant)
}))
put("heart.landmark_30.persons", nrow(persons))
put_survdiff("heart.landmark_30", Surv(time, status) ~ group, persons, 0)
