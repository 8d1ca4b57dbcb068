"""The values passed between rooms: frozen, typed, without behaviour that needs a disk, a clock or a network."""
