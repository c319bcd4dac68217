# coxph on the rows that bench_cox wrote:   Rscript --vanilla cox.R FILE.csv
library(survival)
data <- read.csv(commandArgs(trailingOnly = TRUE)[1])
spent <- system.time(fit <- coxph(Surv(time, status) ~ x1 + x2 + x3 + x4 + x5, data, ties = "efron"))
cat(sprintf("%s %.12f %.12f\n", names(coef(fit)), coef(fit), sqrt(diag(fit$var))), sep = "")
cat(sprintf("coxph, its concordance with it, %.3f s; %.12f (%.12f)\n", spent["elapsed"],
            fit$concordance["concordance"], fit$concordance["std"]))
# The fit alone, on a matrix that is there already and without residuals.
x <- as.matrix(data[, 3:7])
y <- Surv(data$time, data$status)
spent <- system.time(survival:::coxph.fit(x, y, NULL, NULL, NULL, coxph.control(), NULL, "efron", NULL,
                                          resid = FALSE))
cat(sprintf("coxph.fit alone %.3f s\n", spent["elapsed"]))
