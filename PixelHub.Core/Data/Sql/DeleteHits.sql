delete from events
where experiment = @experiment and (at, position) <= (@at, @position)
