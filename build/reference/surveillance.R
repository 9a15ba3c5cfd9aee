# Records what R's `surveillance` makes of its own data sets, for the tests of sync/alerts/detect. Prints one JSON object;
# Debian: r-cran-surveillance.
#
#   Rscript build/reference/surveillance.R > sync/alerts/detect/surveillance.fixture.json
suppressMessages(library(surveillance))

number <- function(x) ifelse(is.finite(x), formatC(x, digits = 12, format = "g", width = 1), "null")
array <- function(x) paste0("[", paste(number(as.vector(x)), collapse = ","), "]")
object <- function(...) {
  parts <- list(...)
  paste0("{", paste(sprintf('"%s":%s', names(parts), unlist(parts)), collapse = ","), "}")
}
text <- function(x) paste0('"', x, '"')

load <- function(name) {
  held <- new.env()
  data(list = name, envir = held)
  x <- get(name, held)
  if (is(x, "sts")) x else disProg2sts(x)
}
one <- function(name, column = 1) load(name)[, column]
whole <- function(name) aggregate(load(name), by = "unit")

# Weeks, months; by index and by date; from a case in ten weeks to thousands a week.
series <- list(
  agona = one("salmonella.agona"), k1 = one("k1"), m1 = one("m1"), n1 = one("n1"), s1 = one("s1"),
  shadar = one("shadar"), newport = whole("salmNewport"), newportBY = one("salmNewport", 2),
  hospitalised = one("salmHospitalized"), measles = whole("measlesDE"), measlesNI = one("measlesDE", 9),
  meningo = one("meningo.age", 2), rota = whole("rotaBB")
)

ears <- function(name, method, ...) {
  x <- series[[name]]
  x@alarm[] <- NA
  control <- list(method = method, ...)
  lag <- c(C1 = 0, C2 = 2, C3 = 4)[[method]]
  baseline <- if (is.null(control$baseline)) 7 else control$baseline
  from <- baseline + lag + 1
  control$range <- from:nrow(x)
  kept <- seq(1, length(control$range), by = 3)
  bounds <- as.vector(upperbound(earsC(x, control)))[kept]
  alpha <- if (is.null(control$alpha)) c(C1 = 0.001, C2 = 0.001, C3 = 0.025)[[method]] else control$alpha
  least <- if (is.null(control$minSigma)) 0 else control$minSigma
  object(
    series = text(name), method = text(method),
    options = object(baseline = baseline, alpha = alpha, leastDeviation = least),
    from = from - 1, step = 3, bounds = array(bounds)
  )
}

past <- function(name, years, half) {
  first <- series[[name]]@freq * years + half + 1
  seq(first, nrow(series[[name]]), by = max(1, (nrow(series[[name]]) - first) %/% 24))
}

original <- function(name, years = 5, half = 3, reweight = TRUE, trend = TRUE, alpha = 0.05, power = "2/3",
                     cases = 5, steps = 4) {
  x <- series[[name]]
  # By dates where the data have them, as `past` leaves room for one step more.
  at <- past(name, years, half + 2)
  run <- lapply(at, function(k) {
    suppressWarnings(farrington(x, list(
      range = k, b = years, w = half, reweight = reweight, trend = trend, alpha = alpha, powertrans = power,
      limit54 = c(cases, steps), verbose = FALSE
    )))
  })
  bound <- sapply(run, function(r) upperbound(r)[1])
  p <- sapply(run, function(r) 1 - r@control$pd[1])
  bound[bound == 0] <- NA
  object(
    series = text(name),
    options = object(
      years = years, halfWindow = half, reweight = tolower(reweight), trend = tolower(trend), alpha = alpha,
      power = text(power), least = object(cases = cases, steps = steps)
    ),
    at = array(at - 1), bound = array(bound), p = array(p)
  )
}

flexible <- function(name, years = 4, half = 3, periods = 10, notYet = 26, trend = TRUE, trendP = 0.05,
                     reweight = TRUE, weightsFrom = 2.58, alpha = 0.01, bound = "nbPlugin", cases = 5, steps = 4,
                     power = "2/3") {
  x <- series[[name]]
  at <- past(name, years, half + 2)
  run <- lapply(at, function(k) {
    suppressWarnings(farringtonFlexible(x, list(
      range = k, b = years, w = half, reweight = reweight, weightsThreshold = weightsFrom, alpha = alpha,
      trend = trend, pThresholdTrend = trendP, limit54 = c(cases, steps), powertrans = power, noPeriods = periods,
      pastWeeksNotIncluded = notYet, thresholdMethod = bound, verbose = FALSE, glmWarnings = FALSE
    )))
  })
  take <- function(what) sapply(run, function(r) as.vector(r@control[[what]])[1])
  object(
    series = text(name),
    options = object(
      years = years, halfWindow = half, periods = periods, notYet = notYet, trend = tolower(trend), trendP = trendP,
      reweight = tolower(reweight), weightsFrom = weightsFrom, alpha = alpha, bound = text(bound),
      power = text(power), least = object(cases = cases, steps = steps)
    ),
    at = array(at - 1), bounds = array(sapply(run, function(r) upperbound(r)[1])),
    expected = array(take("expected")), p = array(take("pvalue")), trends = array(take("trend"))
  )
}

laws <- function() {
  grid <- function(f, ...) apply(expand.grid(...), 1, function(row) array(c(row, do.call(f, as.list(unname(row))))))
  rows <- function(x) paste0("[", paste(x, collapse = ","), "]")
  object(
    normalTail = rows(grid(function(z) pnorm(z, lower.tail = FALSE), z = c(-8, -2.5, -0.3, 0, 0.7, 1.96, 4, 9, 20))),
    normalQuantile = rows(grid(qnorm, p = c(1e-12, 1e-4, 0.025, 0.3, 0.5, 0.8, 0.975, 0.9999))),
    studentTail = rows(grid(
      function(t, df) pt(t, df, lower.tail = FALSE),
      t = c(-3, -0.4, 0, 0.9, 2.5, 12), df = c(1, 2, 6, 27.5, 300)
    )),
    studentQuantile = rows(grid(qt, p = c(0.001, 0.2, 0.5, 0.95, 0.9999), df = c(1, 2, 6, 27.5, 300))),
    poissonTail = rows(grid(
      function(n, mean) ppois(n - 1, mean, lower.tail = FALSE),
      n = c(0, 1, 3, 12, 90, 900), mean = c(0.02, 1, 9.5, 88, 870)
    )),
    negativeBinomialTail = rows(grid(
      function(n, mean, size) pnbinom(n - 1, size = size, mu = mean, lower.tail = FALSE),
      n = c(0, 1, 3, 12, 90, 900), mean = c(0.02, 1, 9.5, 88, 870), size = c(0.5, 4, 300)
    )),
    betaTail = rows(grid(
      function(x, a, b) pbeta(x, a, b),
      x = c(0.01, 0.3, 0.5, 0.93), a = c(0.5, 3, 80), b = c(0.5, 7, 60)
    ))
  )
}

adjusted <- function() {
  sets <- list(
    # Benjamini and Hochberg (1995), table of section 4.1.
    c(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1),
    c(0.5), c(0.04, 0.04, 0.04, 0.9), c(1, 0, 0.2, 0.001, 0.2, 0.03, 0.7)
  )
  one <- function(p) object(p = array(p), bh = array(p.adjust(p, "BH")), by = array(p.adjust(p, "BY")))
  paste0("[", paste(sapply(sets, one), collapse = ","), "]")
}

held <- function(x) {
  days <- if (x@epochAsDate) array(x@epoch) else "null"
  object(counts = array(observed(x)), perYear = x@freq, days = days)
}
list_of <- function(x) paste0("[", paste(unlist(x), collapse = ",\n"), "]")

# The models say on the output where they did not converge.
sink(stderr())
weekly <- setdiff(names(series), c("m1", "meningo", "rota", "measles", "measlesNI"))
recorded <- object(
  version = text(packageVersion("surveillance")),
  series = do.call(object, lapply(series, held)),
  ears = list_of(list(
    lapply(c("agona", "newport", "measlesNI", "hospitalised"), function(name) {
      lapply(c("C1", "C2", "C3"), function(method) {
        list(
          ears(name, method), ears(name, method, baseline = 28, alpha = 0.01),
          ears(name, method, minSigma = 0.5)
        )
      })
    })
  )),
  farrington = list_of(list(
    lapply(weekly, original, years = 3),
    lapply(c("agona", "newport", "hospitalised", "shadar"), original, years = 3, power = "none", reweight = FALSE),
    original("agona"), original("agona", power = "1/2", alpha = 0.01), original("newport", years = 6, half = 5),
    original("k1", years = 3, trend = FALSE), original("measles", years = 1, half = 6),
    original("measlesNI", years = 2, cases = 0, steps = 1), original("meningo", years = 3, half = 2),
    original("rota", years = 4, half = 2), original("newportBY", years = 5, cases = 1, steps = 6)
  )),
  noufaily = list_of(list(
    lapply(weekly, flexible, years = 3),
    lapply(weekly, flexible, years = 3, bound = "muan", trendP = 1),
    lapply(weekly, flexible, years = 3, bound = "delta", alpha = 0.05),
    flexible("agona", periods = 1, notYet = 3, bound = "delta", alpha = 0.05, weightsFrom = 1),
    flexible("newport", years = 6, half = 2, periods = 12, trendP = 1),
    flexible("hospitalised", years = 5, reweight = FALSE), flexible("shadar", trend = FALSE),
    flexible("measles", years = 2, periods = 5, notYet = 10),
    flexible("measlesNI", years = 2, periods = 4, bound = "muan", cases = 1, steps = 3),
    flexible("meningo", years = 3, half = 1, periods = 4, notYet = 4),
    flexible("rota", years = 4, half = 1, periods = 4, notYet = 3, bound = "delta"),
    flexible("newport", years = 4, bound = "delta", power = "1/2"),
    flexible("m1", years = 3, cases = 0, steps = 1), flexible("m1", years = 3, cases = 0, steps = 1, bound = "muan")
  )),
  laws = laws(),
  adjusted = adjusted()
)
sink()
cat(recorded, "\n")
