# R as judge of analysis/: computes, with survival, cmprsk and rpart, what the tests compare with tests::numbers_of_r(topic).
#   Rscript judge.R write [TOPIC]...    writes expected/TOPIC.csv (key,value; the first line says which versions made it)
#   Rscript judge.R compare             computes every topic anew and compares with the stored, relative tolerance 1e-9
# A topic is a file topics/TOPIC.R. Run in this folder. Says "skipped: ..." where a package is absent.
for (package in c("survival", "cmprsk", "rpart")) {
  if (!requireNamespace(package, quietly = TRUE)) {
    cat("skipped: R has no package", package, "\n")
    quit(status = 0)
  }
}

compute <- function(topic) {
  place <- new.env(parent = globalenv())
  sys.source("common.R", place)
  sys.source(file.path("topics", paste0(topic, ".R")), place)
  computed <- data.frame(key = names(place$numbers), value = unlist(place$numbers), row.names = NULL)
  computed$value[is.na(computed$value)] <- NaN
  computed
}

stored_file <- function(topic) file.path("expected", paste0(topic, ".csv"))

write_topic <- function(topic) {
  computed <- compute(topic)
  file <- file(stored_file(topic), "w")
  writeLines(sprintf("# judge.R with R %s, survival %s, cmprsk %s", getRversion(),
                     packageVersion("survival"), packageVersion("cmprsk")), file)
  writeLines("key,value", file)
  writeLines(sprintf("%s,%.17g", computed$key, computed$value), file)
  close(file)
}

# TRUE when all is as stored.
compare_topic <- function(topic) {
  computed <- compute(topic)
  stored <- read.csv(stored_file(topic), comment.char = "#")
  stopifnot(identical(stored$key, computed$key))
  off <- abs(stored$value - computed$value) > 1e-9 * abs(stored$value)
  off <- (is.nan(stored$value) != is.nan(computed$value)) | (!is.na(off) & off)
  if (any(off)) {
    print(merge(stored[off, ], computed[off, ], by = "key", suffixes = c(".stored", ".computed")),
          digits = 15)
  }
  cat(topic, ":", nrow(stored), "numbers recomputed by R,", sum(off), "not as stored\n")
  !any(off)
}

arguments <- commandArgs(trailingOnly = TRUE)
topics <- sub("[.]R$", "", list.files("topics", "[.]R$"))
if (identical(arguments[1], "write")) {
  for (topic in if (length(arguments) > 1) arguments[-1] else topics) write_topic(topic)
} else if (!all(vapply(topics, compare_topic, logical(1)))) {
  quit(status = 1)
}
