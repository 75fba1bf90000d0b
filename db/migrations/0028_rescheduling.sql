-- A provider hears of another time too, as it hears that a step begins or is called off.
alter table steps drop constraint steps_work_check;
alter table steps add constraint steps_work_check check (work in ('start', 'cancel', 'reschedule'));
-- What is wanted after the work under way: it may be going out with the time that was right before.
alter table steps add column work_next text check (work_next in ('reschedule'));
-- How often another time was wanted: tells the provider a new wish from one that is said again.
alter table steps add column rescheduled int not null default 0;
