using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace PennaPay.Billy.Tests.Conventions;

/// <summary>One type names another. Nested types, and with them what the compiler made of lambdas, count for their outermost type.</summary>
internal sealed record TypeReference(Type From, Type To);

/// <summary>
/// What types name of other types: in bases, interfaces, constraints, attributes, members, local variables, handlers, and in
/// every token of a method's body with the signature it stands for. Constants and <c>nameof</c> leave no trace in a build.
/// </summary>
internal static class AssemblyReferences
{
    private const BindingFlags Own =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private static readonly Dictionary<int, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(code => code.Value & 0xFFFF);

    public static IReadOnlyList<TypeReference> Of(IEnumerable<Type> types) =>
    [
        .. from type in types
           from named in NamedBy(type).SelectMany(Parts)
           let reference = new TypeReference(Outermost(type), Outermost(named))
           where reference.From != reference.To
           group reference by reference into same
           select same.Key,
    ];

    private static Type Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    /// <summary>The type itself without arrays, references and pointers, and its arguments.</summary>
    private static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType)
            return Parts(type.GetElementType()!);
        if (type.IsGenericParameter || type.IsFunctionPointer)
            return [];
        return type.IsConstructedGenericType
            ? type.GetGenericArguments().SelectMany(Parts).Append(type.GetGenericTypeDefinition())
            : [type];
    }

    private static IEnumerable<Type> NamedBy(Type type) =>
    [
        .. type.BaseType is { } parent ? [parent] : Type.EmptyTypes,
        .. type.GetInterfaces(),
        .. Constraints(type.GetGenericArguments()),
        .. Attributes(type.GetCustomAttributesData()),
        .. type.GetMembers(Own).Where(member => member is not Type)
            .SelectMany(member => Signature(member).Concat(Attributes(member.GetCustomAttributesData()))),
        .. type.GetMembers(Own).OfType<MethodBase>()
            .SelectMany(method => method.GetParameters().SelectMany(p => Attributes(p.GetCustomAttributesData())).Concat(Body(method))),
    ];

    /// <summary>What whoever names this member has named with it.</summary>
    private static IEnumerable<Type> Signature(MemberInfo? member) => member switch
    {
        Type type => [type],
        FieldInfo field => [.. Declaring(field), field.FieldType],
        PropertyInfo property => [property.PropertyType],
        EventInfo happening => [happening.EventHandlerType!],
        MethodBase method =>
        [
            .. Declaring(method),
            .. method.GetParameters().Select(parameter => parameter.ParameterType),
            .. method is MethodInfo { ReturnType: var result } ? [result] : Type.EmptyTypes,
            .. Arguments(method),
            .. Constraints(Arguments(method)),
        ],
        _ => [],
    };

    private static Type[] Declaring(MemberInfo member) => member.DeclaringType is { } type ? [type] : [];

    private static Type[] Arguments(MethodBase method) => method.IsGenericMethod ? method.GetGenericArguments() : [];

    private static IEnumerable<Type> Constraints(IEnumerable<Type> arguments) =>
        arguments.Where(argument => argument.IsGenericParameter).SelectMany(argument => argument.GetGenericParameterConstraints());

    private static IEnumerable<Type> Attributes(IEnumerable<CustomAttributeData> attributes) =>
        from attribute in attributes
        from type in attribute.ConstructorArguments.Concat(attribute.NamedArguments.Select(named => named.TypedValue))
            .SelectMany(Values).Append(attribute.AttributeType)
        select type;

    private static IEnumerable<Type> Values(CustomAttributeTypedArgument argument) => argument.Value switch
    {
        Type type => [type],
        IEnumerable<CustomAttributeTypedArgument> several => several.SelectMany(Values),
        _ => [argument.ArgumentType],
    };

    private static IEnumerable<Type> Body(MethodBase method) => method.GetMethodBody() is not { } body
        ? []
        :
        [
            .. body.LocalVariables.Select(local => local.LocalType),
            .. body.ExceptionHandlingClauses
                .Where(clause => clause.Flags == ExceptionHandlingClauseOptions.Clause).Select(clause => clause.CatchType!),
            .. Tokens(body.GetILAsByteArray()!)
                .Select(token => method.Module.ResolveMember(token, method.DeclaringType?.GetGenericArguments(), Arguments(method)))
                .SelectMany(Signature),
        ];

    /// <summary>The tokens of types, methods and fields in a method's instructions.</summary>
    private static IEnumerable<int> Tokens(byte[] instructions)
    {
        for (var at = 0; at < instructions.Length;)
        {
            // Instructions of two bytes begin with this one.
            var code = OpCodesByValue[instructions[at] == 0xFE ? 0xFE00 | instructions[at + 1] : instructions[at]];
            at += code.Size;
            if (code.OperandType is OperandType.InlineType or OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineTok)
                yield return BinaryPrimitives.ReadInt32LittleEndian(instructions.AsSpan(at));
            at += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + 4 * BinaryPrimitives.ReadInt32LittleEndian(instructions.AsSpan(at)),
                _ => 4,
            };
        }
    }
}
