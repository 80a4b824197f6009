// 33 columns.

use store::Table;

#[derive(Table)]
#[table(unique(name = "ux_jobs", columns(c0, c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20, c21, c22, c23, c24, c25, c26, c27, c28, c29, c30, c31, c32)))]
struct Job {
    #[column(primary_key)]
    id: i64,
    c0: u8,
    c1: u8,
    c2: u8,
    c3: u8,
    c4: u8,
    c5: u8,
    c6: u8,
    c7: u8,
    c8: u8,
    c9: u8,
    c10: u8,
    c11: u8,
    c12: u8,
    c13: u8,
    c14: u8,
    c15: u8,
    c16: u8,
    c17: u8,
    c18: u8,
    c19: u8,
    c20: u8,
    c21: u8,
    c22: u8,
    c23: u8,
    c24: u8,
    c25: u8,
    c26: u8,
    c27: u8,
    c28: u8,
    c29: u8,
    c30: u8,
    c31: u8,
    c32: u8,
}

fn main() {}
