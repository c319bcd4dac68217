# Writes the data sets of R's package survival as CSV into this folder, as they are: one file a data set, numbers in full,
# NA where a value is missing, strings without quotes unless they hold a comma.
# Run once, in this folder: Rscript export.R
library(survival)
sets <- c("aml", "bladder", "bladder2", "cgd", "colon", "diabetic", "heart", "kidney", "lung", "mgus2", "myeloid",
          "ovarian", "pbc", "pbcseq", "rats", "retinopathy", "stanford2", "tobin", "transplant", "veteran")
for (name in sets) write.csv(get(name), paste0(name, ".csv"), row.names = FALSE, quote = FALSE)
