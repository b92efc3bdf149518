using Microsoft.AspNetCore.Identity;
using PixelHub.Core.Accounts;

namespace PixelHub.Web.Security;

/// <summary>Makes administrators: on first run in the dashboard, or from the command line.</summary>
public sealed class AdminAccounts(UserManager<AppUser> users, RoleManager<IdentityRole> roles)
{
    /// <summary>Shortest password, in characters.</summary>
    public const int MinPasswordLength = 12;

    /// <summary>Makes a user who may do everything.</summary>
    /// <returns>What is wrong with name or password when it failed; nothing was made then.</returns>
    public async Task<IdentityResult> CreateAsync(string name, string password)
    {
        if (!await roles.RoleExistsAsync(Roles.Admin))
        {
            await roles.CreateAsync(new IdentityRole(Roles.Admin));
        }

        var user = new AppUser { UserName = name };
        var created = await users.CreateAsync(user, password);
        if (!created.Succeeded)
        {
            return created;
        }

        var added = await users.AddToRoleAsync(user, Roles.Admin);
        if (!added.Succeeded)
        {
            await users.DeleteAsync(user);
        }

        return added;
    }
}
