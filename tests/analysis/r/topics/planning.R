# Planning: closed forms, integrals and recursions written out; R has no package for them here.
z <- function(p) qnorm(1 - p)

# Events for a hazard ratio.
schoenfeld <- function(ratio, power, alpha, r) {
  p <- r / (1 + r)
  (z(alpha) + qnorm(power))^2 / (p * (1 - p) * log(ratio)^2)
}
freedman <- function(ratio, power, alpha, r) (z(alpha) + qnorm(power))^2 * (1 + r * ratio)^2 / (r * (1 - ratio)^2)
for (ratio in c(0.5, 0.7, 1.4)) for (r in c(1, 2)) {
  put(sprintf("events.schoenfeld.%g.%g", ratio, r), schoenfeld(ratio, 0.9, 0.025, r))
  put(sprintf("events.freedman.%g.%g", ratio, r), freedman(ratio, 0.8, 0.025, r))
  put(sprintf("power.schoenfeld.%g.%g", ratio, r), pnorm(abs(log(ratio)) * sqrt(150 * r / (1 + r)^2) - z(0.05)))
}
# Non-inferiority and equivalence of hazard ratios.
put("events.non_inferior", (z(0.025) + qnorm(0.8))^2 / (log(1.3) - log(0.95))^2 * 4)
tost <- function(effect, low, high, se, alpha) {
  max(0, pnorm((high - effect) / se - z(alpha)) + pnorm((effect - low) / se - z(alpha)) - 1)
}
put("power.equivalent", tost(log(1.05), -log(1.3), log(1.3), 2 / sqrt(700), 0.05))
put("power.equivalent.hopeless", tost(0, -log(1.1), log(1.1), 2 / sqrt(50), 0.05))
needed <- uniroot(function(d) tost(log(1.05), -log(1.3), log(1.3), 2 / sqrt(d), 0.05) - 0.8, c(50, 1e5), tol = 1e-11)$root
put("events.equivalent", needed)

# Events seen.
followed <- function(t, a, f, loss) exp(-loss * t) * (if (a > 0) pmax(0, pmin(1, (a + f - t) / a)) else t <= f)
integral <- function(f, from, to, breaks = NULL) {
  ends <- sort(unique(c(from, breaks[breaks > from & breaks < to], to)))
  sum(mapply(function(a, b) integrate(f, a, b, rel.tol = 1e-13, subdivisions = 2000)$value, head(ends, -1), ends[-1]))
}
seen <- function(hazard, survival, a, f, loss, breaks = NULL) {
  integral(function(t) hazard(t) * survival(t) * followed(t, a, f, loss), 0, a + f, c(f, breaks))
}
exponential <- list(h = function(t) rep(0.01, length(t)), s = function(t) exp(-0.01 * t))
weibull <- list(h = function(t) 1.5 / 80 * (t / 80)^0.5, s = function(t) exp(-(t / 80)^1.5))
piecewise <- list(h = function(t) ifelse(t <= 7, 0.05, ifelse(t <= 30, 0.02, 0.005)),
                  s = function(t) exp(-(0.05 * pmin(t, 7) + 0.02 * pmax(0, pmin(t, 30) - 7) + 0.005 * pmax(0, t - 30))))
lives <- list(exponential = exponential, weibull = weibull, piecewise = piecewise)
for (name in names(lives)) {
  live <- lives[[name]]
  put(paste0("seen.", name), seen(live$h, live$s, 60, 90, 0.004, c(7, 30)))
  put(paste0("seen.", name, ".at_once"), seen(live$h, live$s, 0, 90, 0.004, c(7, 30)))
}
total <- 0.01 + 0.004
put("seen.exponential.closed", 0.01 / total * (1 - (exp(-total * 90) - exp(-total * 150)) / (total * 60)))

# People for a hazard ratio of 0.7, and by Lachin and Foulkes.
closed <- function(hazard, a, f, loss) {
  both <- hazard + loss
  hazard / both * (1 - (exp(-both * f) - exp(-both * (a + f))) / (both * a))
}
share <- 2 / 3 * closed(0.007, 60, 90, 0.004) + 1 / 3 * closed(0.01, 60, 90, 0.004)
put("people.hazard_ratio", schoenfeld(0.7, 0.9, 0.025, 2) / share)
put("power.people.400", pnorm(abs(log(0.7)) * sqrt(400 * share * 2 / 9) - z(0.025)))
phi <- function(hazard) hazard^2 / closed(hazard, 60, 90, 0.004)
mean_hazard <- 2 / 3 * 0.007 + 1 / 3 * 0.01
put("people.lachin_foulkes", (z(0.025) * sqrt(phi(mean_hazard) * (3 / 2 + 3)) +
                                qnorm(0.9) * sqrt(phi(0.007) * 3 / 2 + phi(0.01) * 3))^2 / 0.003^2)

# Restricted means to day 100 with enrolment.
rmst <- function(live, tau) integral(live$s, 0, tau, c(7, 30))
unit_variance <- function(live, tau, a, f, loss) {
  area <- function(t) vapply(t, function(u) if (u < tau) integral(live$s, u, tau, c(7, 30)) else 0, 1)
  integral(function(t) area(t)^2 * live$h(t) / (live$s(t) * followed(t, a, f, loss)), 0, tau, c(7, 30, f))
}
for (name in names(lives)) {
  put(paste0("rmst.", name), rmst(lives[[name]], 100))
  put(paste0("rmst.variance.", name), unit_variance(lives[[name]], 100, 60, 90, 0.004))
}
difference <- rmst(weibull, 100) - rmst(exponential, 100)
unit <- 2 * unit_variance(weibull, 100, 60, 90, 0.004) + 2 * unit_variance(exponential, 100, 60, 90, 0.004)
put("people.rmst", unit * ((z(0.025) + qnorm(0.8)) / difference)^2)
put("power.rmst.300", pnorm(abs(difference) / sqrt(unit / 300) - z(0.025)))
put("people.rmst.non_inferior", unit * ((z(0.025) + qnorm(0.9)) / (difference + 5))^2)
put("power.rmst.equivalent", tost(difference, -20, 20, sqrt(unit / 500), 0.05))
# With the lung data's curve as truth and no censoring before tau: the plain variance of min(T, tau).
fit <- survfit(Surv(time, status) ~ 1, lung)
mass <- -diff(c(1, fit$surv))
inside <- fit$time < 500
truncated <- c(fit$time[inside], 500)
weights <- c(mass[inside], 1 - sum(mass[inside]))
put("rmst.lung", sum(weights * truncated))
put("rmst.variance.lung", sum(weights * truncated^2) - sum(weights * truncated)^2)

# Sequential bounds: the density on a fine grid, by Simpson's rule, against which bounds are solved.
simpson <- function(low, high, n) {
  x <- seq(low, high, length.out = 2 * n + 1)
  list(x = x, w = (high - low) / (6 * n) * c(1, rep(c(4, 2), n - 1), 4, 1))
}
walk <- function(times, upper, lower, drift, n = 600) {
  stopped <- matrix(0, length(times), 2)
  x <- 0
  mass <- 1
  at <- 0
  for (k in seq_along(times)) {
    step <- times[k] - at
    u <- upper[k] * sqrt(times[k])
    l <- lower[k] * sqrt(times[k])
    stopped[k, 1] <- sum(mass * pnorm(u, x + drift * step, sqrt(step), lower.tail = FALSE))
    stopped[k, 2] <- if (is.finite(l)) sum(mass * pnorm(l, x + drift * step, sqrt(step))) else 0
    middle <- drift * times[k]
    grid <- simpson(max(l, middle - 9 * sqrt(times[k])), min(u, middle + 9 * sqrt(times[k])), n)
    mass <- grid$w * vapply(grid$x, function(b) sum(mass * dnorm(b, x + drift * step, sqrt(step))), 1)
    x <- grid$x
    at <- times[k]
  }
  stopped
}
exactly <- function(f, low, high) uniroot(f, c(low, high), tol = 1e-13)$root
spend <- list(obrien_fleming = function(alpha, t) 2 - 2 * pnorm(z(alpha / 2) / sqrt(t)),
              pocock = function(alpha, t) alpha * log(1 + (exp(1) - 1) * t))
solve_bounds <- function(times, spent, two_sided) {
  bounds <- numeric(0)
  for (k in seq_along(times)) {
    bounds[k] <- exactly(function(c) {
      u <- c(bounds[seq_len(k - 1)], c)
      here <- walk(times[1:k], u, if (two_sided) -u else rep(-Inf, k), 0, 250)[k, ]
      sum(here) - (spent[k] - c(0, spent)[k])
    }, 0.5, 8)
  }
  bounds
}
looks <- list(equal = 1:5 / 5, uneven = c(0.3, 0.45, 1))
for (name in names(looks)) for (rule in names(spend)) {
  times <- looks[[name]]
  two <- solve_bounds(times, 2 * spend[[rule]](0.025, times), TRUE)
  one <- solve_bounds(times, spend[[rule]](0.025, times), FALSE)
  for (k in seq_along(times)) {
    put(sprintf("bound.%s.%s.two.%d", rule, name, k), two[k])
    put(sprintf("bound.%s.%s.one.%d", rule, name, k), one[k])
  }
}
constant <- function(times, shape) exactly(function(c) sum(walk(times, c * shape(times), -c * shape(times), 0, 250)) - 0.05, 1.5, 4)
for (n in c(2, 5)) {
  put(paste0("constant.obrien_fleming.", n), constant(1:n / n, function(t) 1 / sqrt(t)))
  put(paste0("constant.pocock.", n), constant(1:n / n, function(t) 0 * t + 1))
}
crossed <- walk(c(0.25, 0.5, 0.9, 1), c(4, 2.8, 2.1, 2), -c(4, 2.8, 2.1, 2), 2.5)
for (k in 1:4) {
  put(paste0("crossed.upper.", k), crossed[k, 1])
  put(paste0("crossed.lower.", k), crossed[k, 2])
}
put("drift.pocock.5", exactly(function(d) {
  c <- constant(1:5 / 5, function(t) 0 * t + 1)
  sum(walk(1:5 / 5, rep(c, 5), rep(-c, 5), d, 250)[, 1]) - 0.9
}, 2, 5))
put("pooled.1", isoreg(c(0.1, 0.4, 0.3, 0.2, 0.6))$yf[3])
