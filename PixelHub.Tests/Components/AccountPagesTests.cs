using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using PixelHub.Core.Accounts;
using PixelHub.Tests.Support;
using PixelHub.Web.Security;

namespace PixelHub.Tests.Components;

public sealed class AccountPagesTests : IAsyncDisposable
{
    private const string Password = "lamp orchid canyon";

    private readonly HostedApp _app = new();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Theory]
    [InlineData("/")]
    [InlineData("/experiments")]
    [InlineData("/experiments/new")]
    [InlineData("/experiments/exp_x/edit")]
    [InlineData("/system")]
    [InlineData("/login")]
    public async Task While_there_is_no_user_every_page_leads_to_the_set_up(string path)
    {
        using var browser = new FormBrowser(_app.Address);

        await browser.GoAsync(path);

        Assert.Equal("/setup", browser.At);
    }

    [Fact]
    public async Task The_first_administrator_is_signed_in_and_the_set_up_is_closed_behind_them()
    {
        using var browser = new FormBrowser(_app.Address);
        await SetUpAsync(browser);
        Assert.Equal("/experiments/new", browser.At);

        await browser.GoAsync("/setup");
        Assert.Equal("/experiments", browser.At);
        using var stranger = new FormBrowser(_app.Address);
        await stranger.GoAsync("/setup");
        Assert.StartsWith("/login", stranger.At, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Of_two_who_set_up_at_once_one_becomes_the_administrator()
    {
        var browsers = Enumerable.Range(0, 4).Select(_ => new FormBrowser(_app.Address)).ToArray();
        foreach (var browser in browsers)
        {
            await browser.GoAsync("/setup");
        }

        await Task.WhenAll(browsers.Select((b, i) => FillInAsync(b, $"admin{i}", Password, Password)));

        Assert.Single(browsers, b => b.At == "/experiments/new");
        using var scope = _app.Service<IServiceScopeFactory>().CreateScope();
        Assert.Single(await scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>().GetUsersInRoleAsync(Roles.Admin));
        Array.ForEach(browsers, b => b.Dispose());
    }

    [Fact]
    public async Task Whoever_comes_through_a_proxy_must_show_the_token_from_the_log()
    {
        using var browser = new FormBrowser(_app.Address);
        browser.Headers["X-Forwarded-For"] = "127.0.0.1";
        await browser.GoAsync("/setup");

        await browser.SubmitAsync(("Input.Token", new string('0', 32)), ("Input.Name", "admin"), ("Input.Password", Password), ("Input.Confirm", Password));
        Assert.Equal("/setup", browser.At);
        Assert.Contains("not the token", browser.Text("#token-fault"), StringComparison.Ordinal);
        Assert.True(_app.Service<FirstRun>().IsDue());

        await browser.SubmitAsync(("Input.Token", _app.Service<SetupToken>().Value), ("Input.Name", "admin"), ("Input.Password", Password), ("Input.Confirm", Password));
        Assert.Equal("/experiments/new", browser.At);
    }

    [Fact]
    public async Task The_link_from_the_log_carries_the_token_through_the_form()
    {
        using var browser = new FormBrowser(_app.Address);
        browser.Headers["X-Forwarded-Host"] = "dashboard.example.test";
        await browser.GoAsync("/setup?token=" + _app.Service<SetupToken>().Value);
        Assert.Equal("", browser.Text("label[for=token]"));

        await browser.SubmitAsync(("Input.Name", "admin"), ("Input.Password", Password), ("Input.Confirm", Password));

        Assert.False(_app.Service<FirstRun>().IsDue());
    }

    [Theory]
    [InlineData("admin", "short", "short", "#password-fault")]
    [InlineData("admin", "password1234", "password1234", "#password-fault")]
    [InlineData("admin", "lamp orchid canyon", "lamp orchid canyons", "#confirm-fault")]
    [InlineData("", "lamp orchid canyon", "lamp orchid canyon", "#user-fault")]
    [InlineData("<b>admin</b>", "lamp orchid canyon", "lamp orchid canyon", "#user-fault")]
    public async Task What_is_wrong_stands_at_its_field_and_no_user_is_made(string name, string password, string confirm, string fault)
    {
        using var browser = new FormBrowser(_app.Address);
        await browser.GoAsync("/setup");

        await FillInAsync(browser, name, password, confirm);

        Assert.NotEqual("", browser.Text(fault));
        Assert.True(_app.Service<FirstRun>().IsDue());
    }

    [Fact]
    public async Task An_empty_post_is_answered_with_faults_and_not_with_an_error()
    {
        using var browser = new FormBrowser(_app.Address);
        await browser.GoAsync("/setup");

        await browser.SubmitAsync();

        Assert.Equal(HttpStatusCode.OK, browser.Status);
        Assert.NotEqual("", browser.Text("#password-fault"));
    }

    [Fact]
    public async Task A_form_that_did_not_come_from_here_is_refused()
    {
        using var visitor = _app.Visitor();

        using var answer = await visitor.PostAsync("/setup", new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["_handler"] = "setup",
            ["Input.Name"] = "admin",
            ["Input.Password"] = Password,
            ["Input.Confirm"] = Password,
        }), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.True(_app.Service<FirstRun>().IsDue());
    }

    [Fact]
    public async Task Sign_in_says_the_same_of_an_unknown_name_a_wrong_password_and_a_resting_account()
    {
        using (var owner = new FormBrowser(_app.Address))
        {
            await SetUpAsync(owner);
        }

        using var browser = new FormBrowser(_app.Address);
        await browser.GoAsync("/login");
        await SignInAsync(browser, "nobody", Password);
        var unknown = browser.Text("[role=alert]");
        await SignInAsync(browser, "admin", "wrong");
        var wrong = browser.Text("[role=alert]");
        for (var attempt = 0; attempt < 5; attempt++)
        {
            await SignInAsync(browser, "admin", "wrong");
        }

        await SignInAsync(browser, "admin", Password); // right, but the account rests
        Assert.Equal("/login", browser.At);
        Assert.Contains("do not fit", unknown, StringComparison.Ordinal);
        Assert.Equal((unknown, unknown), (wrong, browser.Text("[role=alert]")));
    }

    [Theory]
    [InlineData("/system", "/system")]
    [InlineData("//evil.test/", "/experiments")]
    [InlineData("https://evil.test/", "/experiments")]
    public async Task After_sign_in_one_is_where_one_wanted_to_go_but_never_at_a_stranger(string asked, string to)
    {
        using (var owner = new FormBrowser(_app.Address))
        {
            await SetUpAsync(owner);
        }

        using var browser = new FormBrowser(_app.Address);
        await browser.GoAsync("/login?returnUrl=" + Uri.EscapeDataString(asked));
        await SignInAsync(browser, "admin", Password);

        Assert.Equal(to, browser.At);
    }

    [Fact]
    public async Task Signing_out_takes_a_click_and_closes_every_page()
    {
        using var browser = new FormBrowser(_app.Address);
        await SetUpAsync(browser);

        await browser.GoAsync("/logout");
        await browser.GoAsync("/system"); // looking at the question signs nobody out
        Assert.Equal("/system", browser.At);

        await browser.GoAsync("/logout");
        await browser.SubmitAsync();
        await browser.GoAsync("/system");
        Assert.StartsWith("/login", browser.At, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mistyped_address_is_a_page_with_a_way_out_and_nothing_for_programs()
    {
        using var browser = new FormBrowser(_app.Address);
        browser.Headers["Accept"] = "text/html";
        await browser.GoAsync("/experimants");
        Assert.Equal((HttpStatusCode.NotFound, "There is nothing here"), (browser.Status, browser.Text("h1")));

        browser.Headers["Accept"] = "application/json";
        await browser.GoAsync("/experimants");
        Assert.Equal((HttpStatusCode.NotFound, ""), (browser.Status, browser.Html));
    }

    private static async Task SetUpAsync(FormBrowser browser)
    {
        await browser.GoAsync("/setup");
        await FillInAsync(browser, "admin", Password, Password);
    }

    private static Task FillInAsync(FormBrowser browser, string name, string password, string confirm) =>
        browser.SubmitAsync(("Input.Name", name), ("Input.Password", password), ("Input.Confirm", confirm));

    private static Task SignInAsync(FormBrowser browser, string name, string password) =>
        browser.SubmitAsync(("Input.Name", name), ("Input.Password", password));
}
