using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using PixelHub.Core.Accounts;
using PixelHub.Web.Components.State;
using PixelHub.Web.Security;

namespace PixelHub.Web.Components.Pages.Account;

/// <summary>Makes the first administrator. Open only while there is no user.</summary>
public sealed partial class SetupPage(FirstRun firstRun, SetupToken token, SignInManager<AppUser> signIn, NavigationManager navigation)
{
    private const int MaxPasswordLength = 128;

    private readonly Dictionary<string, string> _faults = new(StringComparer.Ordinal);
    private bool _needsToken;

    /// <summary>What was typed.</summary>
    [SupplyParameterFromForm(FormName = "setup")]
    public SetupInput? Input { get; set; }

    /// <summary>The token in the link that the log shows.</summary>
    [SupplyParameterFromQuery(Name = "token")]
    public string? TokenFromUrl { get; set; }

    private SetupInput Form => Input ??= new();

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    private SetupToken Token => token;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        _needsToken = SetupToken.IsNeededBy(Http);
        if (!firstRun.IsDue())
        {
            navigation.NavigateTo("/login");
        }
    }

    private async Task CreateAsync()
    {
        if (!Check())
        {
            return;
        }

        var result = await firstRun.CreateAdminAsync(Form.Name, Form.Password, Http.RequestAborted);
        if (result is null)
        {
            navigation.NavigateTo("/login"); // somebody was faster
        }
        else if (!result.Succeeded)
        {
            foreach (var error in result.Errors)
            {
                _faults[error.Code.Contains("Password", StringComparison.Ordinal) ? "password" : "name"] = error.Description;
            }
        }
        else if (await signIn.UserManager.FindByNameAsync(Form.Name) is { } admin)
        {
            await signIn.SignInAsync(admin, isPersistent: false);
            navigation.NavigateTo("/experiments/new");
        }
    }

    private bool Check()
    {
        if (!firstRun.IsDue())
        {
            navigation.NavigateTo("/login");
            return false;
        }

        if (_needsToken && !token.Matches(TokenFromUrl) && !token.Matches(Form.Token))
        {
            _faults["token"] = "This is not the token that the server printed when it started last.";
        }

        if (string.IsNullOrWhiteSpace(Form.Name))
        {
            _faults["name"] = "Give a name to sign in with.";
        }

        if (Form.Password.Length is < AdminAccounts.MinPasswordLength or > MaxPasswordLength)
        {
            _faults["password"] = $"Use {AdminAccounts.MinPasswordLength} to {MaxPasswordLength} characters.";
        }
        else if (PasswordStrength.Of(Form.Password, Form.Name, AdminAccounts.MinPasswordLength) is { Score: < PasswordStrength.Least } weak)
        {
            _faults["password"] = weak.Words;
        }
        else if (Form.Password != Form.Confirm)
        {
            _faults["confirm"] = "The two passwords differ.";
        }

        return _faults.Count == 0;
    }
}

/// <summary>The form of the first run. Missing fields are empty: the form may be anybody's.</summary>
public sealed class SetupInput
{
    private string _name = "";
    private string _password = "";
    private string _confirm = "";

    /// <summary>The token from the log; null where none is asked for.</summary>
    public string? Token { get; set; }

    /// <summary>Name of the administrator.</summary>
    public string Name { get => _name; set => _name = value?.Trim() ?? ""; }

    /// <summary>The password.</summary>
    public string Password { get => _password; set => _password = value ?? ""; }

    /// <summary>The password again.</summary>
    public string Confirm { get => _confirm; set => _confirm = value ?? ""; }
}
