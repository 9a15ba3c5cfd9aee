/** How many tests are controlled together: `bh` Benjamini and Hochberg (1995), `by` Benjamini and Yekutieli (2001). */
export type Control = 'bh' | 'by';
