# Cox's regression: ties x strata x weights x clusters x entry, and all that is made from a fit.
put_vector <- function(key, values) for (i in seq_along(values)) put(paste0(key, ".", i), values[i])
put_fit <- function(key, fit) {
  put_vector(paste0(key, ".beta"), coef(fit))
  naive <- if (is.null(fit$naive.var)) fit$var else fit$naive.var
  put_vector(paste0(key, ".model_error"), sqrt(diag(naive)))
  put_vector(paste0(key, ".error"), sqrt(diag(fit$var)))
  put(paste0(key, ".covariance"), fit$var[1, length(coef(fit))])
  put(paste0(key, ".null"), fit$loglik[1])
  put(paste0(key, ".fitted"), fit$loglik[2])
  put(paste0(key, ".likelihood_ratio"), 2 * diff(fit$loglik))
  put(paste0(key, ".wald"), fit$wald.test)
  put(paste0(key, ".score"), fit$score)
  if (!is.null(fit$rscore)) put(paste0(key, ".robust_score"), fit$rscore)
}
put_concordance <- function(key, fit) {
  put(paste0(key, ".concordance"), fit$concordance["concordance"])
  put(paste0(key, ".concordance_error"), fit$concordance["std"])
  for (count in c("concordant", "discordant", "tied.x", "tied.y", "tied.xy")) {
    put(paste0(key, ".", count), fit$concordance[count])
  }
}
# Sums with the place as weight tell the order apart; the first ones each.
put_residuals <- function(key, values) {
  values <- as.matrix(values)
  for (j in seq_len(ncol(values))) {
    put_vector(paste0(key, ".", j), values[1:5, j])
    put(paste0(key, ".", j, ".squares"), sum(values[, j]^2))
    put(paste0(key, ".", j, ".by_place"), sum(abs(values[, j]) * seq_len(nrow(values))))
  }
}
put_all_residuals <- function(key, fit) {
  put_residuals(paste0(key, ".martingale"), residuals(fit, "martingale"))
  put_residuals(paste0(key, ".deviance"), residuals(fit, "deviance"))
  put_residuals(paste0(key, ".score_residual"), residuals(fit, "score"))
  put_residuals(paste0(key, ".dfbeta"), residuals(fit, "dfbeta"))
  schoenfeld <- as.matrix(residuals(fit, "schoenfeld"))
  scaled <- as.matrix(residuals(fit, "scaledsch"))
  for (j in seq_len(ncol(schoenfeld))) {
    put(paste0(key, ".schoenfeld.squares.", j), sum(schoenfeld[, j]^2))
    put(paste0(key, ".scaled_schoenfeld.squares.", j), sum(scaled[, j]^2))
  }
  times <- as.numeric(if (is.null(rownames(schoenfeld))) names(residuals(fit, "schoenfeld")) else rownames(schoenfeld))
  put(paste0(key, ".schoenfeld.by_time"), sum(schoenfeld[, 1] * times))
  put(paste0(key, ".scaled_schoenfeld.by_time"), sum(scaled[, 1] * times))
}
put_zph <- function(key, fit, transforms = c("km", "identity", "rank", "log"), terms = FALSE) {
  for (transform in transforms) {
    table <- cox.zph(fit, transform, terms = terms)$table
    for (i in seq_len(nrow(table))) {
      put(paste0(key, ".zph.", transform, ".", i), table[i, "chisq"])
      put(paste0(key, ".zph.", transform, ".", i, ".p"), table[i, "p"])
    }
  }
}
# At a few event times of one covariate pattern.
put_curve <- function(key, fit, newdata, times) {
  curve <- summary(survfit(fit, newdata = newdata, conf.type = "log"), times = times)
  for (i in seq_along(times)) {
    at <- paste0(key, ".curve.", times[i])
    put(paste0(at, ".hazard"), curve$cumhaz[i])
    put_estimate(at, curve$surv[i], curve$lower[i], curve$upper[i], curve$std.err[i])
  }
}
ties_and <- function(key, formula, data, ...) {
  for (ties in c("efron", "breslow")) {
    fit <- do.call(coxph, c(list(formula, data = quote(data), ties = ties, control = quote(exact)), list(...)))
    put_fit(paste0(key, ".", ties), fit)
  }
}
exact_ties <- function(key, formula, data, ...) {
  put_fit(paste0(key, ".exact"), coxph(formula, data, ties = "exact", control = exact, ...))
}

# --- lung -----------------------------------------------------------------------------------------
lung <- na.omit(data_set("lung")[, c("inst", "time", "status", "age", "sex", "ph.ecog")])
lung$dead <- lung$status - 1
lung$w <- 1 + seq_len(nrow(lung)) %% 3
lung$u <- 0.5 + (seq_len(nrow(lung)) %% 7) / 5
lung$month <- ceiling(lung$time / 30)
lung$enter <- floor((seq_len(nrow(lung)) %% 5) / 5 * lung$month * 0.9)
lung$enter[lung$enter >= lung$month] <- 0
formula_of <- function(left, right = "age + sex + ph.ecog") as.formula(paste(left, "~", right))
for (scale in c("time", "month")) {
  plain <- formula_of(sprintf("Surv(%s, dead)", scale))
  strata <- formula_of(sprintf("Surv(%s, dead)", scale), "age + ph.ecog + strata(sex)")
  key <- paste0("lung.", scale)
  ties_and(key, plain, lung)
  exact_ties(key, plain, lung)
  ties_and(paste0(key, ".strata"), strata, lung)
  exact_ties(paste0(key, ".strata"), strata, lung)
  ties_and(paste0(key, ".weights"), plain, lung, weights = quote(w))
  ties_and(paste0(key, ".weights.robust"), plain, lung, weights = quote(u), robust = TRUE)
  ties_and(paste0(key, ".cluster"), plain, lung, cluster = quote(inst))
  ties_and(paste0(key, ".weights.strata.cluster"), strata, lung, weights = quote(u), cluster = quote(inst))
}
entered <- formula_of("Surv(enter, month, dead)")
entered_strata <- formula_of("Surv(enter, month, dead)", "age + ph.ecog + strata(sex)")
ties_and("lung.entry", entered, lung)
# R enumerates all subsets where there are entries: only with few ties.
lung$start <- floor(lung$time * (seq_len(nrow(lung)) %% 5) / 6)
exact_ties("lung.entry", formula_of("Surv(start, time, dead)"), lung)
ties_and("lung.entry.strata", entered_strata, lung)
exact_ties("lung.entry.strata", formula_of("Surv(start, time, dead)", "age + ph.ecog + strata(sex)"), lung)
ties_and("lung.entry.weights", entered, lung, weights = quote(w))
ties_and("lung.entry.cluster", entered, lung, cluster = quote(inst))
ties_and("lung.entry.weights.strata.cluster", entered_strata, lung, weights = quote(u), cluster = quote(inst))
ties_and("lung.offset", formula_of("Surv(month, dead)", "sex + ph.ecog + offset(0.03 * age)"), lung)

made_from <- function(key, fit, newdata, times) {
  put_concordance(key, fit)
  put_all_residuals(key, fit)
  put_zph(key, fit)
  put_curve(key, fit, newdata, times)
}
someone <- data.frame(age = 60, sex = 1, ph.ecog = 2)
for (ties in c("efron", "breslow")) {
  fit <- coxph(formula_of("Surv(month, dead)"), lung, ties = ties, control = exact)
  made_from(paste0("lung.made.", ties), fit, someone, c(1, 5, 12, 24))
  fit <- coxph(formula_of("Surv(enter, month, dead)"), lung, ties = ties, control = exact, weights = w)
  made_from(paste0("lung.made.entry.weights.", ties), fit, someone, c(1, 5, 12, 24))
}
fit <- coxph(entered_strata, lung, weights = u, cluster = inst, control = exact)
put_concordance("lung.made.strata", fit)
put_residuals("lung.made.strata.martingale", residuals(fit, "martingale"))
put_residuals("lung.made.strata.dfbeta", residuals(fit, "dfbeta"))
put_zph("lung.made.strata", fit)
curves <- survfit(fit, newdata = data.frame(age = 70, ph.ecog = 1))
for (i in 1:2) {
  at <- summary(curves[i], times = c(3, 12))
  put_vector(sprintf("lung.made.strata.curve.%d.hazard", i), at$cumhaz)
  put_vector(sprintf("lung.made.strata.curve.%d.error", i), at$std.err)
}
fit <- coxph(formula_of("Surv(month, dead)"), lung, ties = "exact", control = exact)
put_residuals("lung.made.exact.martingale", residuals(fit, "martingale"))
put_concordance("lung.made.exact", fit)
put_concordance("lung.made.cluster", coxph(formula_of("Surv(month, dead)"), lung, cluster = inst, control = exact))

# --- others ---------------------------------------------------------------------------------------
veteran <- data_set("veteran")
fit <- coxph(Surv(time, status) ~ trt + factor(celltype) + karno, veteran, control = exact)
put_fit("veteran", fit)
put_concordance("veteran", fit)
put_zph("veteran", fit)
put_zph("veteran.terms", fit, terms = TRUE)

ovarian <- data_set("ovarian")
ties_and("ovarian", Surv(futime, fustat) ~ age + rx + resid.ds, ovarian)
fit <- coxph(Surv(futime, fustat) ~ age + rx, ovarian, control = exact)
made_from("ovarian.made", fit, data.frame(age = 55, rx = 1), c(59, 268, 638))

colon <- na.omit(data_set("colon")[, c("id", "time", "status", "age", "sex", "nodes", "etype", "extent")])
fit <- coxph(Surv(time, status) ~ age + sex + nodes + strata(etype), colon, cluster = id, control = exact)
put_fit("colon", fit)
put_concordance("colon", fit)
put_zph("colon", fit)

heart <- data_set("heart")
ties_and("heart", Surv(start, stop, event) ~ age + year + surgery + transplant, heart)
exact_ties("heart", Surv(start, stop, event) ~ age + year + surgery + transplant, heart)
fit <- coxph(Surv(start, stop, event) ~ age + year + surgery + transplant, heart, control = exact)
made_from("heart.made", fit, data.frame(age = 0, year = 3, surgery = 0, transplant = 0), c(1, 100, 500))

pbc <- na.omit(data_set("pbc")[, c("time", "status", "age", "edema", "bili", "albumin", "protime")])
fit <- coxph(Surv(time, status == 2) ~ age + edema + log(bili) + log(albumin) + log(protime), pbc, control = exact)
put_fit("pbc", fit)
put_concordance("pbc", fit)
put_zph("pbc", fit)

pbcseq <- data_set("pbcseq")
pbcseq$start <- pbcseq$day
last <- c(pbcseq$id[-1] != pbcseq$id[-nrow(pbcseq)], TRUE)
pbcseq$stop <- ifelse(last, pbcseq$futime, c(pbcseq$day[-1], NA))
pbcseq$dead <- ifelse(last & pbcseq$status == 2, 1, 0)
pbcseq <- subset(pbcseq, stop > start)
ties_and("pbcseq", Surv(start, stop, dead) ~ log(bili) + age + log(albumin), pbcseq, cluster = quote(id))

mgus2 <- na.omit(data_set("mgus2")[, c("id", "age", "sex", "hgb", "futime", "death", "creat")])
mgus2$exit <- mgus2$age + ifelse(mgus2$futime == 0, 0.5, mgus2$futime) / 12
ties_and("mgus2.age", Surv(age, exit, death) ~ sex + hgb + creat, mgus2)
fit <- coxph(Surv(age, exit, death) ~ sex + hgb + creat, mgus2, control = exact)
put_concordance("mgus2.age", fit)
put_zph("mgus2.age", fit)

bladder2 <- data_set("bladder2")
ties_and("bladder2", Surv(start, stop, event) ~ rx + size + number + strata(enum), bladder2, cluster = quote(id))

kidney <- data_set("kidney")
ties_and("kidney", Surv(time, status) ~ age + sex, kidney, cluster = quote(id))
rats <- data_set("rats")
ties_and("rats", Surv(time, status) ~ rx + (sex == "m"), rats, cluster = quote(litter))
exact_ties("rats", Surv(time, status) ~ rx + (sex == "m"), rats)
exact_ties("rats.strata", Surv(time, status) ~ rx + strata(sex), rats)
retinopathy <- data_set("retinopathy")
ties_and("retinopathy", Surv(futime, status) ~ trt + age + risk, retinopathy, cluster = quote(id))
cgd <- data_set("cgd")
cgd$treated <- as.numeric(cgd$treat == "rIFN-g")
ties_and("cgd", Surv(tstart, tstop, status) ~ treated + age + strata(hos.cat), cgd, cluster = quote(id))
transplant <- data_set("transplant")
transplant <- subset(transplant, futime > 0 & !is.na(event))
ties_and("transplant", Surv(futime, event == "ltx") ~ age + (sex == "m") + year, transplant)
days <- data_set("paired_days")
days$variant <- as.numeric(days$design == "variant")
ties_and("paired_days", Surv(time, status > 0) ~ variant, days, cluster = quote(person))
ties_and("paired_days.cause", Surv(time, status == 2) ~ variant, days)

# --- Fine and Gray's regression -------------------------------------------------------------------
put_crr <- function(key, fit, x, times) {
  put_vector(paste0(key, ".beta"), fit$coef)
  if (!grepl("grouped", key)) { # crr lets the censoring of one group act on the weights of others
    put_vector(paste0(key, ".error"), sqrt(diag(fit$var)))
    put(paste0(key, ".covariance"), fit$var[1, ncol(fit$var)])
    put_vector(paste0(key, ".model_error"), sqrt(diag(fit$invinf)))
    put(paste0(key, ".null"), fit$loglik.null)
  }
  put(paste0(key, ".fitted"), fit$loglik)
  incidence <- predict(fit, x)
  for (time in times) {
    put(paste0(key, ".incidence.", time), incidence[max(which(incidence[, 1] <= time)), 2])
  }
}
# crr's line search stops at the rounding of the likelihood: three of Newton's steps more by hand.
fine_gray <- function(key, time, status, covariates, cause, x, times, ...) {
  fit <- cmprsk::crr(time, status, covariates, failcode = cause, ...)
  for (step in 1:3) {
    better <- fit$coef + solve(fit$inf, fit$score)
    fit <- cmprsk::crr(time, status, covariates, failcode = cause, init = better, maxiter = 0, ...)
  }
  put_crr(key, fit, x, times)
}
mgus2 <- na.omit(data_set("mgus2")[, c("id", "age", "sex", "hgb", "creat", "ptime", "pstat", "futime", "death")])
mgus2$etime <- ifelse(mgus2$pstat == 1, mgus2$ptime, mgus2$futime)
mgus2$event <- ifelse(mgus2$pstat == 1, 1, 2 * mgus2$death)
mgus2$male <- as.numeric(mgus2$sex == "M")
x <- as.matrix(mgus2[, c("age", "male", "hgb", "creat")])
fine_gray("fine_gray.mgus2.1", mgus2$etime, mgus2$event, x, 1, c(70, 1, 13, 1), c(12, 120, 240))
fine_gray("fine_gray.mgus2.2", mgus2$etime, mgus2$event, x, 2, c(70, 1, 13, 1), c(12, 120, 240))
fine_gray("fine_gray.mgus2.grouped", mgus2$etime, mgus2$event, x, 1, c(70, 1, 13, 1), c(12, 120, 240),
          cengroup = mgus2$male)
# Without any tie.
mgus2$apart <- mgus2$etime + seq_len(nrow(mgus2)) / 10000
fine_gray("fine_gray.apart", mgus2$apart, mgus2$event, x, 1, c(70, 1, 13, 1), c(12, 120, 240))
days <- data_set("paired_days")
days$variant <- as.numeric(days$design == "variant")
for (cause in 1:3) {
  fine_gray(paste0("fine_gray.paired_days.", cause), days$time, days$status, cbind(days$variant), cause, 1, c(7, 30, 90))
}
by_finegray <- function(key, data, formula, right, ...) {
  long <- finegray(formula, data, id = id, timefix = FALSE)
  fit <- coxph(as.formula(paste("Surv(fgstart, fgstop, fgstatus) ~", right)), long, weights = fgwt, ties = "breslow",
               cluster = id, control = exact)
  put_vector(paste0(key, ".beta"), coef(fit))
  put_vector(paste0(key, ".error"), sqrt(diag(fit$var)))
}
mgus2$cause <- factor(mgus2$event, 0:2)
by_finegray("finegray.mgus2", mgus2, Surv(etime, cause) ~ ., "age + male + hgb + creat")
by_finegray("finegray.apart", mgus2, Surv(apart, cause) ~ ., "age + male + hgb + creat")

# --- Hazard ratios by period ----------------------------------------------------------------------
veteran <- data_set("veteran")
veteran$id <- seq_len(nrow(veteran))
pieces <- survSplit(Surv(time, status) ~ ., veteran, cut = c(90, 180), episode = "period")
put("pieces.rows", nrow(pieces))
pieces$test <- pieces$trt - 1
by_period <- function(key, fit, columns) {
  put_vector(paste0(key, ".beta"), coef(fit))
  put_vector(paste0(key, ".error"), sqrt(diag(fit$var)))
  difference <- coef(fit)[columns[-1]] - coef(fit)[columns[1]]
  l <- cbind(-1, diag(length(columns) - 1))
  put(paste0(key, ".equality"), difference %*% solve(l %*% fit$var[columns, columns] %*% t(l), difference))
}
fit <- coxph(Surv(tstart, time, status) ~ I(test * (period == 1)) + I(test * (period == 2)) + I(test * (period == 3)) +
             karno, pieces, control = exact)
by_period("pieces.veteran", fit, 1:3)
fit <- coxph(Surv(tstart, time, status) ~ I(test * (period == 1)) + I(test * (period == 2)) + I(test * (period == 3)) +
             karno, pieces, cluster = id, control = exact)
by_period("pieces.veteran.robust", fit, 1:3)
pieces <- survSplit(Surv(time, status > 0) ~ ., days, cut = c(7, 30), episode = "period", event = "gone")
fit <- coxph(Surv(tstart, time, gone) ~ I(variant * (period == 1)) + I(variant * (period == 2)) +
             I(variant * (period == 3)), pieces, cluster = person, control = exact)
by_period("pieces.paired_days", fit, 1:3)
