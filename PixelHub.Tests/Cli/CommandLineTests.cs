using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using PixelHub.Core.Accounts;
using PixelHub.Tests.Endpoints;
using PixelHub.Tests.Support;
using PixelHub.Web.Cli;

namespace PixelHub.Tests.Cli;

public sealed class CommandLineTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _errors = new();

    [Fact]
    public async Task A_key_is_alone_on_the_last_line_and_works_at_once_beside_a_running_server()
    {
        await using var app = new HostedApp(services: s => s.AddLog());
        var visitor = app.Visitor();

        Assert.Equal(0, await RunIn(app.Folder, "key", "create", "--name", "script", "--scopes", "experiments:read, experiments:write"));

        var key = _output.ToString().TrimEnd('\n').Split('\n')[^1];
        Assert.Matches("^ph_live_[0-9a-f]{64}$", key);
        Assert.Empty(_errors.ToString());
        visitor.DefaultRequestHeaders.Authorization = new("Bearer", key);
        (await ApiApp.CallAsync(visitor, HttpMethod.Get, "/exp_1")).IsProblem(404, "not-found");
        (await ApiApp.CallAsync(visitor, HttpMethod.Post, "", "{}")).IsProblem(400, "validation-error");
    }

    [Fact]
    public async Task Without_a_database_one_is_made()
    {
        Assert.Equal(0, await RunIn(Path.Combine(_folder.Path, "new", "folder"), "key", "create", "--name", "n", "--scopes", "admin"));

        Assert.True(File.Exists(Path.Combine(_folder.Path, "new", "folder", "pixelhub.db")));
    }

    [Theory]
    [InlineData("key", "create", "--name", "n", "--scopes", "experiments:read,everything")]
    [InlineData("key", "create", "--name", "n", "--scopes", ",")]
    [InlineData("key", "create", "--name", " ", "--scopes", "admin")]
    [InlineData("key", "create", "--name", "n")]
    [InlineData("key", "create", "--name", "n", "--scopes", "admin", "--colour", "red")]
    [InlineData("key", "burn")]
    [InlineData("dance")]
    public async Task A_wrong_command_is_code_1_with_a_sentence_and_no_key(params string[] words)
    {
        Assert.Equal(1, await RunIn(_folder.Path, words));

        Assert.NotEmpty(_errors.ToString());
        Assert.DoesNotContain("ph_live_", _output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_can_sign_in_with_the_password_and_may_do_everything()
    {
        await using var app = new HostedApp(services: s => s.AddLog());
        _ = app.Address;

        Assert.Equal(0, await RunIn(app.Folder, "admin", "create", "--name", "jo@example.test", "--password", "correct horse battery"));

        await using var scope = app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
        var user = await users.FindByNameAsync("jo@example.test");
        Assert.True(await users.CheckPasswordAsync(user!, "correct horse battery"));
        Assert.True(await users.IsInRoleAsync(user!, Roles.Admin));
    }

    [Theory]
    [InlineData("jo", "elevenchars", "12")]
    [InlineData("jo", "aaaaaaaaaaaaaaaa", "different")]
    [InlineData("", "correct horse battery", "name")]
    public async Task A_weak_password_or_no_name_is_refused(string name, string password, string reason)
    {
        Assert.Equal(1, await RunIn(_folder.Path, "admin", "create", "--name", name, "--password", password));

        Assert.Contains(reason, _errors.ToString(), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_same_administrator_twice_is_refused()
    {
        string[] words = ["admin", "create", "--name", "jo", "--password", "correct horse battery"];

        Assert.Equal(0, await RunIn(_folder.Path, words));
        Assert.Equal(1, await RunIn(_folder.Path, words));

        Assert.Contains("taken", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrong_settings_are_all_listed()
    {
        Assert.Equal(1, await RunIn(
            _folder.Path, "key", "create", "--name", "n", "--scopes", "admin", "--PixelHub:PublicUrl", "nowhere", "--PixelHub:TrustedProxies=x"));

        Assert.Contains("PixelHub:PublicUrl", _errors.ToString(), StringComparison.Ordinal);
        Assert.Contains("PixelHub:TrustedProxies", _errors.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_made_is_told_in_a_sentence()
    {
        await File.WriteAllTextAsync(_folder.File("file"), "x", TestContext.Current.CancellationToken);

        Assert.Equal(1, await RunIn(Path.Combine(_folder.Path, "file", "data"), "key", "create", "--name", "n", "--scopes", "admin"));

        Assert.Contains("cannot be written", _errors.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", _errors.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("serve", "")]
    [InlineData("--urls http://localhost:1", "--urls http://localhost:1")]
    [InlineData("serve --urls http://localhost:1", "--urls http://localhost:1")]
    [InlineData("--PixelHub:DataDirectory=/x", "--PixelHub:DataDirectory=/x")]
    public async Task Without_a_command_or_with_an_option_first_the_server_starts(string line, string settings)
    {
        string? served = null;

        var code = await CommandLine.RunAsync(Words(line), args => Task.FromResult((served = string.Join(' ', args)).Length * 0), _output, _errors);

        Assert.Equal((0, settings), (code, served));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("serve --help")]
    [InlineData("key create -h")]
    [InlineData("--version")]
    public async Task Help_is_shown_and_nothing_started(string line)
    {
        Assert.Equal(0, await CommandLine.RunAsync(Words(line), _ => throw new InvalidOperationException("Started."), _output, _errors));

        Assert.NotEmpty(_output.ToString());
    }

    public void Dispose()
    {
        _folder.Dispose();
        _output.Dispose();
        _errors.Dispose();
    }

    private Task<int> RunIn(string folder, params string[] words) =>
        CommandLine.RunAsync([.. words, "--PixelHub:DataDirectory", folder], _ => throw new InvalidOperationException("Started."), _output, _errors);

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
