drop table known_viewers
