using Microsoft.Data.Sqlite;
using PixelHub.Core.Data.Sqlite;
using PixelHub.Tests.Support;

namespace PixelHub.Tests.Data;

public sealed class DatabaseFileTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private SqliteCommitStore _store = null!;
    private long _position;

    private string File => _database.Database.File;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        _store = new SqliteCommitStore(_database.Database);
        await CommitAsync();
    }

    [Fact]
    public async Task What_SQLite_itself_does_to_the_file_is_no_change()
    {
        await _database.ExecuteAsync("create table filler (x blob); insert into filler values (randomblob(4000000)); pragma wal_checkpoint(truncate)");
        await CommitAsync();
        var before = new FileInfo(File).Length;
        await _database.ExecuteAsync("drop table filler; vacuum; pragma wal_checkpoint(truncate)");
        Assert.True(new FileInfo(File).Length < before / 2);
        await CommitAsync();
        await CommitAsync();
    }

    [Theory]
    [InlineData("deleted", 1032)]
    [InlineData("replaced", 1032)]
    [InlineData("cut to nothing", 26)]
    [InlineData("cut short", 11)]
    [InlineData("overwritten", 26)]
    public async Task Once_it_is_another_file_nothing_counts_as_committed_and_no_change_as_saved(string change, int code)
    {
        await _database.ExecuteAsync("pragma wal_checkpoint(truncate)");
        await CommitAsync();
        Spoil(change);

        Assert.Equal(code, (await Assert.ThrowsAsync<SqliteException>(CommitAsync)).SqliteExtendedErrorCode);
        Assert.Equal(code, (await Assert.ThrowsAsync<SqliteException>(() => _store.ReadCheckpointAsync(TestContext.Current.CancellationToken))).SqliteExtendedErrorCode);
        Assert.Equal(code, (await Assert.ThrowsAsync<SqliteException>(() => _database.AddExperimentAsync("lost"))).SqliteExtendedErrorCode);
    }

    [Fact]
    public async Task A_deleted_journal_is_noticed_behind_the_commit_that_it_does_not_hold()
    {
        System.IO.File.Delete(File + "-wal");
        var fault = await Assert.ThrowsAsync<SqliteException>(CommitAsync);
        Assert.Contains("-wal was deleted", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Moved_away_and_back_it_is_the_same_file()
    {
        System.IO.File.Move(File, File + ".away");
        await Assert.ThrowsAsync<SqliteException>(CommitAsync);
        System.IO.File.Move(File + ".away", File);
        await CommitAsync();
    }

    [Fact]
    public async Task A_missing_file_is_not_made_again_by_whoever_reads()
    {
        SqliteConnection.ClearAllPools();
        System.IO.File.Delete(File);
        await Assert.ThrowsAsync<SqliteException>(() => _database.Reports.ReadAllTotalsAsync(TestContext.Current.CancellationToken));
        Assert.False(System.IO.File.Exists(File));
    }

    public async ValueTask DisposeAsync()
    {
        _store.Dispose();
        await _database.DisposeAsync();
    }

    private async Task CommitAsync()
    {
        var batch = Sample.Batch(_position, Sample.Event());
        _position = (await _store.CommitAsync(batch, TestContext.Current.CancellationToken)).Checkpoint;
        Assert.Equal(batch.End, _position);
    }

    private void Spoil(string change)
    {
        if (change == "deleted")
        {
            System.IO.File.Delete(File);
            return;
        }

        if (change == "replaced")
        {
            System.IO.File.Copy(File, File + ".new");
            System.IO.File.Move(File + ".new", File, overwrite: true);
            return;
        }

        using var stream = new FileStream(File, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        if (change == "overwritten")
        {
            stream.Write(new byte[4_096]);
        }
        else
        {
            stream.SetLength(change == "cut short" ? stream.Length / 2 : 0);
        }
    }
}
