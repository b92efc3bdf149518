using PixelHub.Core.Data.Sqlite;
using PixelHub.Tests.Support;
using PixelHub.Web.Cli;

namespace PixelHub.Tests.Cli;

public sealed class RecountCommandTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    [Fact]
    public async Task It_tells_differences_puts_them_right_and_ends_with_a_sentence()
    {
        await using var database = await TestDatabase.CreateAsync();
        using (var store = new SqliteCommitStore(database.Database))
        {
            await store.CommitAsync(Sample.Batch(0, Sample.Event(recipient: 7)), TestContext.Current.CancellationToken);
        }

        Assert.Equal((0, "No differences."), await RunAsync(database, "--dry-run"));
        await database.ExecuteAsync("update counts set hits = 5 where size = 0");

        Assert.Equal((1, "1 differences. Nothing was changed."), await RunAsync(database, "--dry-run"));
        Assert.Contains("experiment 1, all time, variant 1, counted impression human_client: stored", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal((0, "1 differences, put right."), await RunAsync(database));
        Assert.Equal((0, "No differences."), await RunAsync(database));
        Assert.Empty(_errors.ToString());
    }

    public void Dispose()
    {
        _output.Dispose();
        _errors.Dispose();
    }

    private async Task<(int Code, string LastLine)> RunAsync(TestDatabase database, params string[] options)
    {
        _output.GetStringBuilder().Clear();
        var code = await CommandLine.RunAsync(
            ["recount", .. options, "--PixelHub:DataDirectory", database.Database.Folder], _ => throw new InvalidOperationException("The server must not start."), _output, _errors);
        return (code, _output.ToString().TrimEnd('\n').Split('\n')[^1]);
    }
}
