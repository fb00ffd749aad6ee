"""A small window below the ledger's from which FILE is dragged, as from a file manager: drag_source.py FILE X Y"""
import sys

import gi

gi.require_version("Gtk", "3.0")
from gi.repository import Gdk, Gio, Gtk

uri = Gio.File.new_for_path(sys.argv[1]).get_uri()
window = Gtk.Window(type=Gtk.WindowType.POPUP)
handle = Gtk.EventBox()
handle.add(Gtk.Label(label="file"))
window.add(handle)
handle.drag_source_set(Gdk.ModifierType.BUTTON1_MASK, [], Gdk.DragAction.COPY)
handle.drag_source_add_uri_targets()
handle.connect("drag-data-get", lambda _w, _c, data, _i, _t: data.set_uris([uri]))
window.set_default_size(120, 60)
window.move(int(sys.argv[2]), int(sys.argv[3]))
window.show_all()
Gtk.main()
