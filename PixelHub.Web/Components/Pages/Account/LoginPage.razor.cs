using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;
using PixelHub.Core.Accounts;
using PixelHub.Web.Components.State;
using PixelHub.Web.Security;

namespace PixelHub.Web.Components.Pages.Account;

/// <summary>Lets somebody in. Says the same, after the same time, whether the name is unknown, the password wrong or the account resting.</summary>
public sealed partial class LoginPage(FirstRun firstRun, SignInManager<AppUser> signIn, NavigationManager navigation)
{
    private static readonly AppUser Nobody = new() { UserName = "nobody" };
    private static string? _nobodysHash;

    private bool _hasFailed;

    /// <summary>What was typed.</summary>
    [SupplyParameterFromForm(FormName = "login")]
    public LoginInput? Input { get; set; }

    /// <summary>Where to go on.</summary>
    [SupplyParameterFromQuery]
    public string? ReturnUrl { get; set; }

    private LoginInput Form => Input ??= new();

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        if (firstRun.IsDue())
        {
            navigation.NavigateTo("/setup");
        }
        else if (HttpMethods.IsGet(Http.Request.Method) && Http.User.IsInRole(Roles.Admin))
        {
            navigation.NavigateTo(LocalUrl.Of(ReturnUrl));
        }
    }

    private async Task SignInAsync()
    {
        var result = await signIn.PasswordSignInAsync(Form.Name, Form.Password, Form.Remember, lockoutOnFailure: true);
        if (result.Succeeded)
        {
            navigation.NavigateTo(LocalUrl.Of(ReturnUrl));
            return;
        }

        if (result.IsLockedOut || await signIn.UserManager.FindByNameAsync(Form.Name) is null)
        {
            HashAnyway();
        }

        _hasFailed = true;
    }

    /// <summary>No password was compared; without this the quick answer would tell which names exist.</summary>
    private void HashAnyway()
    {
        var hasher = signIn.UserManager.PasswordHasher;
        _nobodysHash ??= hasher.HashPassword(Nobody, Guid.NewGuid().ToString());
        hasher.VerifyHashedPassword(Nobody, _nobodysHash, Form.Password);
    }
}

/// <summary>The form of the sign-in. Missing fields are empty: the form may be anybody's.</summary>
public sealed class LoginInput
{
    private string _name = "";
    private string _password = "";

    /// <summary>Name of the user.</summary>
    public string Name { get => _name; set => _name = Cut(value?.Trim()); }

    /// <summary>The password.</summary>
    public string Password { get => _password; set => _password = Cut(value); }

    /// <summary>Whether the cookie outlives the browser's window.</summary>
    public bool Remember { get; set; }

    private static string Cut(string? text) => text is { Length: > 256 } ? text[..256] : text ?? "";
}
