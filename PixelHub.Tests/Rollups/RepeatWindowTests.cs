using PixelHub.Core.Events;
using PixelHub.Core.Rollups;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Rollups;

public sealed class RepeatWindowTests
{
    [Fact]
    public void The_window_runs_from_the_hit_that_counted_so_a_reader_who_polls_is_counted_again()
    {
        var window = new RepeatWindow();
        Assert.Equal([false, true, false, true], new[] { 0, 20, 40, 60 }.Select(at => window.IsRepeat(Sample.Event(atSeconds: at, recipient: 1))));
    }

    [Fact]
    public void Only_the_same_person_kind_link_and_side_repeat()
    {
        var window = new RepeatWindow();
        Assert.False(window.IsRepeat(Sample.Event(recipient: 1)));
        Assert.False(window.IsRepeat(Sample.Event(recipient: 2)));
        Assert.False(window.IsRepeat(Sample.Event(recipient: 1, kind: EventKind.Click)));
        Assert.False(window.IsRepeat(Sample.Event(recipient: 1, kind: EventKind.Click, link: "footer")));
        Assert.False(window.IsRepeat(Sample.Event(recipient: 1, @class: EventClass.SecurityScanner)));
        Assert.False(window.IsRepeat(Sample.Event(recipient: 1, experiment: 2)));
        Assert.True(window.IsRepeat(Sample.Event(recipient: 1, @class: EventClass.ProxyOpen)));
    }

    [Fact]
    public void The_same_person_on_the_same_link_of_other_mails_is_no_repeat_whatever_the_link_is_called()
    {
        var window = new RepeatWindow();
        var clicks = from link in Enumerable.Range(0, 100) from experiment in Enumerable.Range(1, 40) select Sample.Event(experiment, EventKind.Click, recipient: 7, link: $"link {link}");

        Assert.DoesNotContain(true, clicks.Select(window.IsRepeat));
    }

    [Fact]
    public void Nobody_repeats_when_nobody_may_be_told_apart()
    {
        var window = new RepeatWindow();
        Assert.False(window.IsRepeat(Sample.Event()));
        Assert.False(window.IsRepeat(Sample.Event()));
    }

    [Fact]
    public void A_test_before_the_start_and_a_hit_after_it_are_no_repeat()
    {
        var window = new RepeatWindow();
        Assert.False(window.IsRepeat(Sample.Event(recipient: 1, scope: EventScope.Test)));
        Assert.False(window.IsRepeat(Sample.Event(recipient: 1, atSeconds: 5)));
        Assert.False(window.IsRepeat(Sample.Event(recipient: 1, atSeconds: 10, scope: EventScope.Outside)));
    }

    [Fact]
    public void A_clock_that_was_far_ahead_for_a_moment_makes_nothing_forgotten()
    {
        var window = new RepeatWindow();
        Assert.False(window.IsRepeat(Sample.Event(atSeconds: 1_000_000, recipient: 1)));
        for (ulong person = 2; person <= 10_000; person++)
        {
            Assert.False(window.IsRepeat(Sample.Event(recipient: person)));
        }

        Assert.True(window.IsRepeat(Sample.Event(atSeconds: 1, recipient: 2)));
    }

    [Fact]
    public void What_is_older_than_the_window_is_forgotten()
    {
        var window = new RepeatWindow();
        for (var second = 0; second < 600; second++)
        {
            for (ulong person = 1; person <= 100; person++)
            {
                window.IsRepeat(Sample.Event(atSeconds: second, recipient: ((ulong)second * 100) + person));
            }
        }

        // 3,000 fall into the window; three parts of 15 s are the bound.
        Assert.InRange(window.Count, 3_000, 4_500);
    }
}
