autocmd BufNewFile,BufRead *.abide setfiletype abide
