-- People known from machines alone are counted anew, because only recipients belong to them. No experiment has the number 0: this row says that it
-- is still to be done, and with it that nobody is marked as a recipient yet.
delete from machine_only;

insert into machine_only (experiment, variant, people) values (0, 0, 0);
