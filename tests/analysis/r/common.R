# What every topic needs. A topic calls put("key", number) for each number that a test compares; keys are unique within it.
library(survival)

numbers <- list()
put <- function(key, value) {
  stopifnot(length(value) == 1, !key %in% names(numbers))
  numbers[[key]] <<- as.numeric(value)
}
put_estimate <- function(key, value, low, high, standard_error) {
  put(paste0(key, ".value"), value)
  put(paste0(key, ".low"), low)
  put(paste0(key, ".high"), high)
  put(paste0(key, ".standard_error"), standard_error)
}
put_normal <- function(key, value, standard_error, level = 0.95) {
  z <- qnorm(1 - (1 - level) / 2)
  put_estimate(key, value, value - z * standard_error, value + z * standard_error, standard_error)
}

# A data set of tests/data, as R reads it.
data_set <- function(name) read.csv(file.path("..", "..", "data", paste0(name, ".csv")))

# Newton's method to the last digit, so that two programs can agree to 1e-8.
exact <- coxph.control(eps = 1e-13, toler.chol = 1e-14, iter.max = 100)
