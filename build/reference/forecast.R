# Records what R's `forecast` says of R's own data sets, which sync/forecast is held to:
#   Rscript build/reference/forecast.R > sync/forecast/reference.fixture.json
# with Debian's r-cran-forecast (recorded with 8.20) and r-cran-jsonlite.
suppressMessages(library(forecast))

# A name, the values, and the season of each; long ones by their end.
sets <- list(
  AirPassengers = AirPassengers, USAccDeaths = USAccDeaths, UKgas = UKgas, JohnsonJohnson = JohnsonJohnson,
  nottem = window(nottem, start = 1930), ldeaths = ldeaths, co2 = window(co2, start = 1990),
  Nile = Nile, LakeHuron = LakeHuron, lynx = lynx, uspop = ts(as.numeric(uspop)), WWWusage = ts(as.numeric(WWWusage)),
  presidents = na.contiguous(presidents)
)
# Forms with the parameters they are given; the state they start in is R's own, and recorded.
forms <- list(
  list(form = "ANN", alpha = 0.3),
  list(form = "AAN", alpha = 0.4, beta = 0.1),
  list(form = "AAdN", alpha = 0.5, beta = 0.2, phi = 0.9),
  list(form = "ANA", alpha = 0.3, gamma = 0.2),
  list(form = "AAA", alpha = 0.3, beta = 0.05, gamma = 0.2),
  list(form = "AAdA", alpha = 0.4, beta = 0.1, gamma = 0.1, phi = 0.95),
  list(form = "MNM", alpha = 0.3, gamma = 0.2)
)

# The upper bound alone: intervals are symmetric.
told <- function(f) list(mean = as.numeric(f$mean), high = as.numeric(f$upper[, 1]))

smoothed <- function(y, form, h) {
  letters <- gsub("d", "", form$form)
  fit <- ets(y,
    model = letters, damped = grepl("d", form$form), alpha = form$alpha, beta = form$beta,
    gamma = form$gamma, phi = form$phi
  )
  # Too few values, and R falls back on another function.
  if (is.null(fit$initstate)) return(NULL)
  state <- as.numeric(fit$initstate)
  trend <- substr(letters, 2, 2) == "A"
  seasons <- if (substr(letters, 3, 3) == "N") numeric(0) else rev(state[-(1:(1 + trend))])
  c(
    form, level = state[1], slope = if (trend) state[2] else 0, list(seasons = seasons),
    told(forecast(fit, h = h, level = 80))
  )
}

recorded <- lapply(names(sets), function(name) {
  y <- sets[[name]]
  m <- frequency(y)
  h <- if (m > 1) m + 3 else 6
  fits <- Filter(function(f) m > 1 || substr(gsub("d", "", f$form), 3, 3) == "N", forms)
  list(
    name = name, season = m, values = as.numeric(y), theta = told(thetaf(y, h = h, level = 80)),
    smoothed = Filter(Negate(is.null), lapply(fits, function(f) smoothed(y, f, h)))
  )
})
cat(jsonlite::toJSON(recorded, digits = 10, auto_unbox = TRUE))
cat("\n")
