# Writes, from data sets of R's package survival, people's ways through states as rows (start, stop] in which they are in
# state `from` and go to `to` at the end, 0: to none. States count from 1. Run once, in this folder: Rscript make_state_rows.R
library(survival)
write_rows <- function(name, rows) {
  write.csv(rows[order(rows$id, rows$start), ], paste0(name, ".csv"), row.names = FALSE, quote = FALSE)
}

# One row until a first change, and one from it to the end, if it comes before the end.
two_rows <- function(id, origin, first_time, first_to, end_time, end_to) {
  split <- first_to > 0 & first_time < end_time
  rbind(data.frame(id, start = origin, stop = ifelse(split, first_time, end_time), from = 1,
                   to = ifelse(split, first_to, end_to)),
        data.frame(id, start = first_time, stop = end_time, from = first_to, to = end_to)[split, ])
}

# mgus2, months: 1 mgus, 2 plasma cell malignancy, 3 dead. Malignancy found in the month of death happened half a month
# before, and one found at once half a month later.
ill <- with(mgus2, pmax(0.5, ifelse(ptime >= futime, futime - 0.5, ptime)))
write_rows("states_mgus2", with(mgus2, two_rows(id, 0, ill, 2 * pstat, futime, 3 * death)))

# myeloid, days: 1 entry, 2 complete remission, 3 relapse, 4 dead.
myeloid_rows <- do.call(rbind, lapply(seq_len(nrow(myeloid)), function(i) {
  person <- myeloid[i, ]
  stop <- c(person$crtime, person$rltime, person$futime)
  to <- c(2, 3, 4 * person$death)
  seen <- !is.na(stop) & (seq_along(stop) == 3 | stop < person$futime)
  data.frame(id = person$id, start = c(0, stop[seen][-sum(seen)]), stop = stop[seen],
             from = c(1, to[seen][-sum(seen)]), to = to[seen])
}))
write_rows("states_myeloid", myeloid_rows[myeloid_rows$stop > myeloid_rows$start, ])

# pbcseq, days: bilirubin at visits, 1 below 1.1, 2 below 2.5, 3 below 5, 4 above, 5 dead or transplanted.
visits <- pbcseq[order(pbcseq$id, pbcseq$day), ]
visits$level <- 1 + findInterval(visits$bili, c(1.1, 2.5, 5))
following <- function(x) ave(x, visits$id, FUN = function(x) c(x[-1], NA))
last <- is.na(following(visits$day))
bilirubin <- data.frame(id = visits$id, start = visits$day, stop = ifelse(last, visits$futime, following(visits$day)),
                        from = visits$level, to = ifelse(last, 5 * (visits$status > 0), following(visits$level)))
bilirubin$to[bilirubin$to == bilirubin$from] <- 0
write_rows("states_pbcseq", bilirubin[bilirubin$stop > bilirubin$start, ])

# colon, days: one recurrence (to 2), and death with or without it (to 3).
recurrence <- colon[colon$etype == 1, ]
death <- colon[colon$etype == 2, ][match(recurrence$id, colon$id[colon$etype == 2]), ]
write_rows("states_colon", merge(
  two_rows(recurrence$id, 0, recurrence$time, 2 * recurrence$status, death$time, 3 * death$status),
  data.frame(id = recurrence$id, rx = recurrence$rx)))
