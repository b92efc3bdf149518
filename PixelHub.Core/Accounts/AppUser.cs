using Microsoft.AspNetCore.Identity;

namespace PixelHub.Core.Accounts;

/// <summary>Somebody who can sign in to the dashboard.</summary>
public sealed class AppUser : IdentityUser;

/// <summary>Names of the roles.</summary>
public static class Roles
{
    /// <summary>May do everything.</summary>
    public const string Admin = "admin";
}
