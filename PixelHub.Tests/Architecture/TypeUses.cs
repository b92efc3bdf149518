using System.Collections.Frozen;
using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace PixelHub.Tests.Architecture;

/// <summary>Reads from compiled types what they know: bases, members, attributes and every type and member that a method body names.</summary>
internal static class TypeUses
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly FrozenDictionary<ushort, OpCode> OpCodes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToFrozenDictionary(code => (ushort)code.Value);

    /// <summary>The types that people wrote. What the compiler made for lambdas, iterators and the like belongs to the type it stands in.</summary>
    public static IEnumerable<Type> Written(Assembly assembly) => assembly.GetTypes().Where(type => !IsMade(type));

    /// <summary>Everything a type names, its own compiler-made helpers included.</summary>
    public static IReadOnlySet<MemberInfo> Of(Type type)
    {
        var uses = new HashSet<MemberInfo>();
        Collect(type, uses);
        return uses;
    }

    /// <summary>The types among the members, each member standing for its declaring type too.</summary>
    public static IEnumerable<Type> Types(IEnumerable<MemberInfo> uses) =>
        uses.SelectMany(use => use is Type type ? [type] : use.DeclaringType is { } owner ? new[] { owner } : []).Distinct();

    private static bool IsMade(Type type) =>
        type.IsDefined(typeof(CompilerGeneratedAttribute), inherit: false) || type.Name.StartsWith('<') || (type.DeclaringType is { } outer && IsMade(outer));

    private static void Collect(Type type, HashSet<MemberInfo> uses)
    {
        Add(type.BaseType, uses);
        foreach (var contract in type.GetInterfaces())
        {
            Add(contract, uses);
        }

        AddAttributes(type, uses);
        foreach (var member in type.GetMembers(Everything))
        {
            AddAttributes(member, uses);
            switch (member)
            {
                case FieldInfo field:
                    Add(field.FieldType, uses);
                    break;
                case PropertyInfo property:
                    Add(property.PropertyType, uses);
                    break;
                case EventInfo @event:
                    Add(@event.EventHandlerType, uses);
                    break;
                case MethodBase method:
                    AddMethod(method, uses);
                    break;
                case Type nested when IsMade(nested):
                    Collect(nested, uses);
                    break;
            }
        }
    }

    private static void AddMethod(MethodBase method, HashSet<MemberInfo> uses)
    {
        Add((method as MethodInfo)?.ReturnType, uses);
        foreach (var parameter in method.GetParameters())
        {
            Add(parameter.ParameterType, uses);
        }

        if (method.GetMethodBody() is not { } body)
        {
            return;
        }

        foreach (var local in body.LocalVariables)
        {
            Add(local.LocalType, uses);
        }

        foreach (var clause in body.ExceptionHandlingClauses.Where(c => c.Flags == ExceptionHandlingClauseOptions.Clause))
        {
            Add(clause.CatchType, uses);
        }

        foreach (var token in Tokens(body.GetILAsByteArray() ?? []))
        {
            Add(Resolve(method, token), uses);
        }
    }

    private static IEnumerable<int> Tokens(byte[] code)
    {
        for (var at = 0; at < code.Length;)
        {
            var op = code[at] == 0xFE ? OpCodes[(ushort)(0xFE00 | code[at + 1])] : OpCodes[code[at]];
            at += op.Size;
            if (op.OperandType is OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType)
            {
                yield return BitConverter.ToInt32(code, at);
            }

            at += op.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }
    }

    private static MemberInfo? Resolve(MethodBase method, int token) => method.Module.ResolveMember(
        token,
        method.DeclaringType is { IsGenericType: true } owner ? owner.GetGenericArguments() : null,
        method.IsGenericMethod ? method.GetGenericArguments() : null);

    private static void AddAttributes(MemberInfo member, HashSet<MemberInfo> uses)
    {
        foreach (var attribute in member.GetCustomAttributesData())
        {
            Add(attribute.AttributeType, uses);
        }
    }

    private static void Add(MemberInfo? member, HashSet<MemberInfo> uses)
    {
        switch (member)
        {
            case null:
                return;
            case Type { HasElementType: true } wrapped:
                Add(wrapped.GetElementType(), uses);
                return;
            case Type { IsGenericParameter: true }:
                return;
            case Type { IsConstructedGenericType: true } constructed:
                Add(constructed.GetGenericTypeDefinition(), uses);
                AddAll(constructed.GetGenericArguments(), uses);
                return;
            case MethodInfo { IsGenericMethod: true, IsGenericMethodDefinition: false } constructed:
                AddAll(constructed.GetGenericArguments(), uses);
                break;
        }

        // The state machine of an async method names nothing that its method does not.
        if (uses.Add(member) && member is not Type)
        {
            Add(member.DeclaringType, uses);
            Add((member as FieldInfo)?.FieldType ?? (member as MethodInfo)?.ReturnType, uses);
        }
    }

    private static void AddAll(Type[] types, HashSet<MemberInfo> uses)
    {
        foreach (var type in types)
        {
            Add(type, uses);
        }
    }
}
