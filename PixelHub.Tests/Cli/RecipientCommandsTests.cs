using System.Text.Json;
using PixelHub.Core.Data.Sqlite;
using PixelHub.Core.EventLog;
using PixelHub.Core.Ingestion;
using PixelHub.Tests.Support;
using PixelHub.Web.Cli;

namespace PixelHub.Tests.Cli;

public sealed class RecipientCommandsTests : IDisposable
{
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_server_what_it_left_in_its_log_is_counted_first_and_then_all_is_erased()
    {
        await using var database = await TestDatabase.CreateAsync();
        var folder = database.Database.Folder;
        var keys = new PersonKeys(new Core.Data.SecretFiles(database.Options), TimeProvider.System);
        var (anna, bob) = (keys.OfRecipient("anna@private.example"), keys.OfRecipient("bob"));
        var options = new EventLogOptions { Directory = Path.Combine(folder, "events") };
        await using (var log = new FileEventLog(options, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<FileEventLog>.Instance))
        {
            await log.AppendAsync(Sample.Event(recipient: anna));
            await log.AppendAsync(Sample.Event(recipient: bob));
        }

        using (var commits = new SqliteCommitStore(database.Database))
        {
            await commits.CommitAsync(Sample.Batch(0, Sample.Event(recipient: anna, atSeconds: -900)), Cancel);
        }

        Assert.True(DataDump.Of(folder).Holds(anna));

        Assert.Equal(0, await RunAsync(database, "recipient", "erase", "Anna@private.example"));

        Assert.Contains("hits made anonymous; taken out of the people: 1 opened", _output.ToString(), StringComparison.Ordinal);
        Assert.StartsWith("Receipt era_", LastLine(), StringComparison.Ordinal);
        Assert.False(DataDump.Of(folder).Holds(anna));
        Assert.True(DataDump.Of(folder).Holds(bob));
        Assert.Equal(3, await database.ScalarAsync("select count(*) from events"));
        Assert.Empty(_errors.ToString());
    }

    [Fact]
    public async Task An_export_is_json_or_a_table_and_nothing_else()
    {
        await using var database = await TestDatabase.CreateAsync();
        var keys = new PersonKeys(new Core.Data.SecretFiles(database.Options), TimeProvider.System);
        using (var commits = new SqliteCommitStore(database.Database))
        {
            await commits.CommitAsync(Sample.Batch(0, Sample.Event(recipient: keys.OfRecipient("Ünïcode-ß"), link: "hero")), Cancel);
        }

        Assert.Equal(0, await RunAsync(database, "recipient", "export", "Ünïcode-ß"));
        var json = JsonElement.Parse(_output.ToString());
        Assert.Equal("Ünïcode-ß", json.GetProperty("recipient").GetString());
        Assert.Equal("hero", json.GetProperty("experiments")[0].GetProperty("hits")[0].GetProperty("link").GetString());

        Assert.Equal(0, await RunAsync(database, "recipient", "export", "Ünïcode-ß", "--csv"));
        Assert.Equal(2, _output.ToString().Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Empty(_errors.ToString());
    }

    [Fact]
    public async Task Nobody_is_refused_with_a_sentence()
    {
        await using var database = await TestDatabase.CreateAsync();

        Assert.Equal(1, await RunAsync(database, "recipient", "erase", ""));

        Assert.Equal("Give the recipient as it stands in the addresses of the mail.", _errors.ToString().Trim());
    }

    public void Dispose()
    {
        _output.Dispose();
        _errors.Dispose();
    }

    private string LastLine() => _output.ToString().TrimEnd().Split('\n')[^1];

    private Task<int> RunAsync(TestDatabase database, params string[] words)
    {
        _output.GetStringBuilder().Clear();
        return CommandLine.RunAsync(
            [.. words, "--PixelHub:DataDirectory", database.Database.Folder], _ => throw new InvalidOperationException("The server must not start."), _output, _errors);
    }
}
