using PixelHub.Core.Commit;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Commit;

public sealed class ReviewPaceTests
{
    private readonly ManualTime _time = new();
    private readonly ReviewPace _pace;

    public ReviewPaceTests() => _pace = new ReviewPace(_time);

    [Fact]
    public void After_a_start_a_review_is_due_at_once_and_then_only_when_clicks_came()
    {
        Assert.Equal(TimeSpan.Zero, _pace.Wait);
        _pace.Reviewed(TimeSpan.FromMilliseconds(1), isDue: false);
        Assert.Null(_pace.Wait);
        _pace.Committed(10, isReviewDue: false);
        Assert.Null(_pace.Wait);
        _pace.Committed(10, isReviewDue: true);
        Assert.Equal(ReviewPace.Shortest, _pace.Wait);
        _time.Advance(ReviewPace.Shortest);
        Assert.Equal(TimeSpan.Zero, _pace.Wait);
    }

    [Fact]
    public void More_clicks_do_not_put_it_off()
    {
        _pace.Reviewed(TimeSpan.Zero, isDue: false);
        _pace.Committed(10, isReviewDue: true);
        _time.Advance(ReviewPace.Shortest / 2);
        _pace.Committed(10, isReviewDue: true);
        Assert.Equal(ReviewPace.Shortest / 2, _pace.Wait);
    }

    [Fact]
    public void A_long_one_is_followed_by_a_long_rest_that_ends_when_much_has_gathered()
    {
        _pace.Reviewed(TimeSpan.FromSeconds(1), isDue: false);
        _pace.Committed(10, isReviewDue: true);
        Assert.Equal(TimeSpan.FromSeconds(20), _pace.Wait);
        _pace.Committed((int)ReviewPace.MostEvents, isReviewDue: true);
        Assert.Equal(TimeSpan.Zero, _pace.Wait);
    }

    [Fact]
    public void One_that_could_not_be_done_is_tried_again_after_the_next_commits()
    {
        _pace.Committed((int)ReviewPace.MostEvents, isReviewDue: true);
        _pace.Reviewed(TimeSpan.FromHours(1), isDue: true);
        Assert.Equal(ReviewPace.Shortest, _pace.Wait);
    }

    [Fact]
    public void A_failure_is_told_once_and_followed_by_a_minute_however_much_gathers()
    {
        Assert.True(_pace.Failed());
        _pace.Committed((int)ReviewPace.MostEvents, isReviewDue: true);
        Assert.Equal(ReviewPace.AfterFailure, _pace.Wait);
        Assert.False(_pace.Failed());
        _pace.Reviewed(TimeSpan.Zero, isDue: false);
        Assert.True(_pace.Failed());
    }

    [Fact]
    public void A_clock_that_goes_back_delays_it_by_a_minute_at_most()
    {
        _pace.Reviewed(TimeSpan.FromSeconds(1), isDue: true);
        _time.Advance(TimeSpan.FromDays(-1)); // and with it, the moment until which it rests seems far
        Assert.Equal(ReviewPace.AfterFailure, _pace.Wait);
    }
}
