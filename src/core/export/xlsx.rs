//! Grids of text to one workbook.
//!
//! Owns: looks, sizes and print set-up. Refuses to know: registers and where the file goes.
//! Invariant: every cell is a string, so nothing is calculated, linked or turned into a date; no clock is read.

use chrono::{Datelike, Timelike};
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder,
    IgnoreError, Image, Workbook, Worksheet, XlsxError,
};

use super::bulk;
use super::limits::{MOST_ROWS, check, tab_name};
use super::measure::wrapped_lines;
use super::{ExportContext, ExportError, Look, Paper, SheetData};

/// On every Japanese Windows since 1995, and LibreOffice knows what to put in its place.
const FONT: &str = "ＭＳ Ｐゴシック";
const FONT_SIZE: u8 = 11;
/// Points per line of that font, with a little air.
const LINE_HEIGHT: f64 = 14.0;
/// A spreadsheet's highest row in points.
const MOST_HEIGHT: f64 = 409.0;
const A4: u8 = 9;
/// Of a picture drawn with two pixels per point.
const PICTURE: f64 = 0.5;
/// Rows below the last one that offer the lists too, for new rows.
const ROOM_FOR_NEW_ROWS: usize = 200;

/// Writes the sheets in their order.
///
/// # Errors
/// When a text does not fit into a cell or the rows onto a sheet; nothing is cut.
pub fn write_xlsx(sheets: &[SheetData], context: &ExportContext) -> Result<Vec<u8>, ExportError> {
    for sheet in sheets {
        check(sheet)?;
    }
    let mut book = Workbook::new();
    fill_book(&mut book, sheets, context).map_err(|error| ExportError::Write(error.to_string()))?;
    let laid_out = book
        .save_to_buffer()
        .map_err(|error| ExportError::Write(error.to_string()))?;
    bulk::fill(laid_out, sheets, height)
}

fn fill_book(book: &mut Workbook, sheets: &[SheetData], context: &ExportContext) -> Result<(), XlsxError> {
    let now = context.now;
    let created = ExcelDateTime::from_ymd(
        u16::try_from(now.year()).unwrap_or(1900),
        now.month() as u8,
        now.day() as u8,
    )?
    .and_hms(now.hour() as u16, now.minute() as u8, now.second() as u8)?;
    let title = sheets.first().map_or("", |sheet| sheet.name.as_str());
    let properties = DocProperties::new()
        .set_creation_datetime(&created)
        .set_title(title)
        .set_author(&context.actor);
    book.set_properties(&properties);
    book.set_default_format(&base(), 18, 72)?;
    let mut names: Vec<String> = Vec::new();
    for sheet in sheets {
        let name = tab_name(&sheet.name, &names);
        fill_sheet(book.add_worksheet().set_name(&name)?, sheet)?;
        names.push(name);
    }
    Ok(())
}

fn base() -> Format {
    Format::new()
        .set_font_name(FONT)
        .set_font_size(FONT_SIZE)
        .set_font_charset(128)
        .set_align(FormatAlign::VerticalCenter)
}

fn boxed() -> Format {
    base().set_border(FormatBorder::Thin)
}

fn header_look() -> Format {
    boxed()
        .set_bold()
        .set_background_color(0xE7_EC_F2)
        .set_align(FormatAlign::Center)
        .set_text_wrap()
}

fn block_look(look: Look) -> Format {
    match look {
        Look::Title => base().set_bold().set_font_size(16),
        Look::Line => base(),
        Look::RightLine => base().set_align(FormatAlign::Right),
        Look::BoxLabel => header_look(),
        Look::Box => boxed(),
    }
}

fn fill_sheet(page: &mut Worksheet, sheet: &SheetData) -> Result<(), XlsxError> {
    let last_column = sheet.columns.len().saturating_sub(1) as u16;
    let is_form = sheet.paper == Paper::OnePageWide;
    // The quote prefix keeps a text a text when somebody edits the cell.
    let cell = boxed()
        .set_text_wrap()
        .set_align(if is_form {
            FormatAlign::VerticalCenter
        } else {
            FormatAlign::Top
        })
        .set_quote_prefix();
    let text_cell = cell.clone().set_num_format("@");
    let empty_cell = boxed().set_num_format("@");

    for (at, column) in sheet.columns.iter().enumerate() {
        let at = at as u16;
        page.set_column_width(at, f64::from(column.width.min(255)))?;
        if !is_form {
            // Rows that somebody adds below stay text too.
            page.set_column_format(at, &base().set_num_format("@"))?;
        }
        if column.is_hidden {
            page.set_column_hidden(at)?;
        }
    }
    let mut row = 0;
    if let Some(keys) = &sheet.machine_row {
        for (at, key) in keys.iter().enumerate() {
            page.write_string(row, at as u16, key)?;
        }
        page.set_row_hidden(row)?;
        row += 1;
    }
    write_blocks(page, sheet, row)?;
    row += sheet.block_heights.len() as u32;
    if let Some(png) = &sheet.picture {
        let picture = Image::new_from_buffer(png)?;
        // Pixels stand closer than points.
        let picture = picture.set_scale_width(PICTURE).set_scale_height(PICTURE);
        page.insert_image(row, 0, &picture)?;
        page.set_paper_size(A4).set_landscape().set_print_fit_to_pages(1, 1);
        return Ok(());
    }
    let header = row;
    let mut lines = 1;
    for (at, column) in sheet.columns.iter().enumerate() {
        page.write_string_with_format(row, at as u16, &column.header, &header_look())?;
        lines = lines.max(wrapped_lines(&column.header, usize::from(column.width)));
    }
    page.set_row_height(row, height(lines) + 4.0)?;
    if !sheet.rows.is_empty() {
        // One row with a cell of each look, in whose place all rows come.
        for (at, look) in [&text_cell, &cell, &empty_cell].into_iter().enumerate() {
            page.write_blank(header + 1, at as u16, look)?;
        }
        row += sheet.rows.len() as u32;
    }
    if row > header {
        page.ignore_error_range(header + 1, 0, row, last_column, IgnoreError::NumberStoredAsText)?;
    }
    add_lists(page, sheet, header)?;
    if sheet.has_filter {
        page.autofilter(header, 0, row.max(header + 1), last_column)?;
    }
    page.set_freeze_panes(header + 1, sheet.frozen_columns)?;
    if sheet.is_hidden {
        page.set_very_hidden(true);
    }
    set_up_print(page, sheet, header)
}

fn height(lines: usize) -> f64 {
    (lines as f64 * LINE_HEIGHT + 4.0).min(MOST_HEIGHT)
}

fn write_blocks(page: &mut Worksheet, sheet: &SheetData, first: u32) -> Result<(), XlsxError> {
    for (nth, points) in sheet.block_heights.iter().enumerate() {
        page.set_row_height(first + nth as u32, f64::from(*points))?;
    }
    for block in &sheet.blocks {
        let row = first + u32::from(block.row);
        let look = block_look(block.look);
        if block.first_column == block.last_column {
            page.write_string_with_format(row, block.first_column, &block.text, &look)?;
        } else {
            page.merge_range(row, block.first_column, row, block.last_column, &block.text, &look)?;
        }
    }
    Ok(())
}

fn add_lists(page: &mut Worksheet, sheet: &SheetData, header: u32) -> Result<(), XlsxError> {
    let last = (header as usize + sheet.rows.len() + ROOM_FOR_NEW_ROWS).min(MOST_ROWS - 1) as u32;
    for (at, column) in sheet.columns.iter().enumerate() {
        // A comma would cut a word in two, and a list holds 255 characters.
        let is_listable = !column.choices.is_empty()
            && !column.choices.iter().any(|word| word.contains(','))
            && column.choices.join(",").encode_utf16().count() <= 255;
        if is_listable {
            let list = DataValidation::new()
                .allow_list_strings(&column.choices)?
                .set_error_style(DataValidationErrorStyle::Information);
            page.add_data_validation(header + 1, at as u16, last, at as u16, &list)?;
        }
    }
    Ok(())
}

fn set_up_print(page: &mut Worksheet, sheet: &SheetData, header: u32) -> Result<(), XlsxError> {
    page.set_paper_size(A4)
        .set_landscape()
        .set_margins(0.4, 0.4, 0.5, 0.6, 0.3, 0.3)
        .set_footer(format!("&L{}&C&P / &N", sheet.name.replace('&', "&&")));
    page.set_repeat_rows(header, header)?;
    match sheet.paper {
        Paper::OnePageWide => {
            page.set_print_fit_to_pages(1, 0).set_print_center_horizontally(true);
        }
        Paper::AsItComes => {
            if sheet.frozen_columns > 0 {
                page.set_repeat_columns(0, sheet.frozen_columns - 1)?;
            }
        }
    }
    Ok(())
}
