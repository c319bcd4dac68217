# Regression trees of rpart, pruned by cross-validation with given folds: three splits deep, leaves of at least 10. The
# tree chosen is the smallest within one standard error of the least error.
library(rpart)

tree_of <- function(name, data, formula) {
  fold <- (seq_len(nrow(data)) - 1) %% 10 + 1
  fit <- rpart(formula, data, method = "anova", control = rpart.control(
    minsplit = 2, minbucket = 10, cp = 0, maxdepth = 3, maxcompete = 0, maxsurrogate = 0, xval = fold))
  table <- as.data.frame(fit$cptable)
  guess <- fit$frame$dev[1] / nrow(data)
  put(paste0(name, ".trees"), nrow(table))
  for (i in seq_len(nrow(table))) {
    put(sprintf("%s.splits.%d", name, i), table$nsplit[i])
    put(sprintf("%s.complexity.%d", name, i), table$CP[i] * guess)
    put(sprintf("%s.error.%d", name, i), table$xerror[i] * guess)
    put(sprintf("%s.error_error.%d", name, i), table$xstd[i] * guess)
  }
  least <- which.min(table$xerror)
  chosen <- min(which(table$xerror <= table$xerror[least] + table$xstd[least]))
  put(paste0(name, ".chosen"), chosen)
  leaves <- prune(fit, table$CP[chosen])$frame
  leaves <- leaves[leaves$var == "<leaf>", ]
  leaves <- leaves[order(leaves$yval), ]
  put(paste0(name, ".leaves"), nrow(leaves))
  for (i in seq_len(nrow(leaves))) {
    put(sprintf("%s.leaf_points.%d", name, i), leaves$n[i])
    put(sprintf("%s.leaf_mean.%d", name, i), leaves$yval[i])
  }
}

pbc <- na.omit(data_set("pbc")[c("age", "albumin", "bili", "platelet", "protime", "status")])
pbc$died <- as.numeric(pbc$status == 2)
tree_of("died", pbc, died ~ age + albumin + bili + platelet + protime)
tree_of("albumin", pbc, albumin ~ age + bili + platelet + protime)
