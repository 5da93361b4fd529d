using System.Reflection;
using System.Reflection.Emit;

namespace PennaPay.Billy.Tests.Support;

/// <summary>What the compiled code of a method mentions.</summary>
/// <param name="Owner">The type it stands in: of lambdas and async methods the one whose source has them.</param>
/// <param name="Members">Members that it calls, creates or reads.</param>
/// <param name="Texts">Texts that it holds.</param>
internal sealed record MethodCode(Type Owner, IReadOnlyList<MemberInfo> Members, IReadOnlyList<string> Texts)
{
    private const BindingFlags All =
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes).GetFields()
        .Select(field => field.GetValue(null)).OfType<OpCode>().ToDictionary(code => code.Value);

    /// <summary>Every method and constructor of an assembly.</summary>
    public static IEnumerable<MethodCode> Of(Assembly assembly) =>
        from type in assembly.GetTypes()
        from method in type.GetMethods(All).Concat<MethodBase>(type.GetConstructors(All))
        where method.GetMethodBody() is not null
        select Read(type, method);

    private static MethodCode Read(Type type, MethodBase method)
    {
        var code = method.GetMethodBody()!.GetILAsByteArray()!;
        var typeArguments = type.IsGenericType ? type.GetGenericArguments() : null;
        var methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : null;
        List<MemberInfo> members = [];
        List<string> texts = [];
        for (var at = 0; at < code.Length;)
        {
            var value = code[at] == 0xFE ? (short)(0xFE00 | code[at + 1]) : code[at];
            var operation = OpCodesByValue[value];
            at += operation.Size;
            switch (operation.OperandType)
            {
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineTok or OperandType.InlineType:
                    members.Add(type.Module.ResolveMember(BitConverter.ToInt32(code, at), typeArguments, methodArguments)!);
                    break;
                case OperandType.InlineString:
                    texts.Add(type.Module.ResolveString(BitConverter.ToInt32(code, at)));
                    break;
            }

            at += operation.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(code, at)),
                _ => 4,
            };
        }

        return new MethodCode(Outermost(type), members, texts);
    }

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;
}
