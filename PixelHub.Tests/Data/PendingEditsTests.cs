using Microsoft.EntityFrameworkCore;
using PixelHub.Core.Data.Sqlite;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Data;

public sealed class PendingEditsTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_commit_gives_way_to_an_edit_that_wants_to_be_saved()
    {
        var time = new ManualTime();
        var edits = new PendingEdits(time);
        edits.SavingChanges(null!, default);

        var commit = edits.GiveWayAsync(Cancel).AsTask();
        Assert.False(commit.IsCompleted);
        edits.SavedChanges(null!, 1);
        time.Advance(TimeSpan.FromMilliseconds(5));

        await commit.WaitAsync(TimeSpan.FromSeconds(10), Cancel);
    }

    [Fact]
    public async Task A_commit_does_not_wait_for_ever()
    {
        var time = new ManualTime();
        var edits = new PendingEdits(time);
        edits.SavingChanges(null!, default);
        var commit = edits.GiveWayAsync(Cancel).AsTask();

        while (!commit.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(5));
            await Task.Yield();
        }

        Assert.InRange(time.GetUtcNow() - new ManualTime().GetUtcNow(), PendingEdits.Longest, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task An_edit_that_was_saved_or_refused_holds_nothing_up()
    {
        await using var database = await TestDatabase.CreateAsync();
        await database.AddExperimentAsync("spring");
        await using (var db = database.Contexts.CreateDbContext())
        {
            db.Add(new PixelHub.Core.Data.Rows.ApiKeyRow { Name = "twice", Hash = [1], Scopes = "", CreatedAt = Sample.Noon });
            await db.SaveChangesAsync(Cancel);
            db.ChangeTracker.Clear();
            db.Add(new PixelHub.Core.Data.Rows.ApiKeyRow { Name = "twice", Hash = [1], Scopes = "", CreatedAt = Sample.Noon });
            await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(Cancel));
        }

        await database.Database.Edits.GiveWayAsync(Cancel).AsTask().WaitAsync(PendingEdits.Longest / 2, Cancel);
    }
}
