delete from expected_counts;
delete from expected_breakdowns;
