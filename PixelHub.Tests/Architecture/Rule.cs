using System.Reflection;

namespace PixelHub.Tests.Architecture;

/// <summary>A sentence about who may know whom, and what breaks it.</summary>
/// <param name="Sentence">The rule in words.</param>
/// <param name="Applies">The types it speaks about.</param>
/// <param name="IsForbidden">Whether such a type may not name this member.</param>
internal sealed record Rule(string Sentence, Func<Type, bool> Applies, Func<MemberInfo, bool> IsForbidden)
{
    /// <summary>What breaks the rule, one line each: who names what.</summary>
    public IReadOnlyList<string> Violations(IEnumerable<Type> types) =>
    [
        .. from type in types
           where Applies(type)
           let forbidden = TypeUses.Of(type).FirstOrDefault(use => IsForbidden(use))
           where forbidden is not null
           orderby type.FullName
           select $"{type.FullName} names {Describe(forbidden)}: {Sentence}",
    ];

    /// <summary>The same rule for other types.</summary>
    public Rule For(params Type[] types) => this with { Applies = types.Contains };

    private static string Describe(MemberInfo member) => member is Type type ? type.FullName ?? type.Name : $"{member.DeclaringType?.FullName}.{member.Name}";
}

/// <summary>Questions that rules ask about members and types.</summary>
internal static class Naming
{
    public static bool IsIn(this MemberInfo member, params string[] namespaces) =>
        Owner(member).Namespace is { } own && namespaces.Any(n => own == n || own.StartsWith(n + ".", StringComparison.Ordinal));

    public static bool Is(this MemberInfo member, params Type[] types) => types.Contains(Owner(member));

    private static Type Owner(MemberInfo member)
    {
        var type = member as Type ?? member.DeclaringType!;
        return type is { IsGenericType: true, IsGenericTypeDefinition: false } ? type.GetGenericTypeDefinition() : type;
    }
}
