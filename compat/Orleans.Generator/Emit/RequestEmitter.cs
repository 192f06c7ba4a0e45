using Microsoft.CodeAnalysis;
using Orleans.Generator.Model;

namespace Orleans.Generator.Emit;

/// <summary>Emits the request class of a grain method, and its codec.</summary>
internal static class RequestEmitter
{
    /// <summary>Beyond every parameter: the batch size of a request for an IAsyncEnumerable.</summary>
    private const uint BatchSizeFieldId = 4095;

    public static void Emit(SourceWriter source, GrainMethod method)
    {
        var header = $"internal sealed class {method.RequestType} : {BaseOf(method)}{method.TypeParameters.Constraints()}";
        using (source.OpenClass(header))
        {
            EmitState(source, method);
            EmitTarget(source, method);
            EmitArguments(source, method);
            EmitDescription(source, method);
            EmitCancellation(source, method);
        }

        EmitCodec(source, method);
    }

    private static string BaseOf(GrainMethod method)
    {
        var result = method.ResultType?.FullName();
        return method.ReturnKind switch
        {
            ReturnKind.Void => $"{Names.Runtime}.VoidRequest",
            ReturnKind.Task => $"{Names.Runtime}.TaskRequest",
            ReturnKind.TaskOfT => $"{Names.Runtime}.TaskRequest<{result}>",
            ReturnKind.ValueTask => $"{Names.Runtime}.Request",
            ReturnKind.ValueTaskOfT => $"{Names.Runtime}.Request<{result}>",
            ReturnKind.AsyncEnumerable => $"{Names.Runtime}.AsyncEnumerableRequest<{result}>",
            _ => throw new InvalidOperationException($"{method.Symbol} cannot be called."),
        };
    }

    private static void EmitState(SourceWriter source, GrainMethod method)
    {
        foreach (var parameter in method.Symbol.Parameters)
        {
            source.Line($"public {parameter.Type.FullName()} arg{parameter.Ordinal};");
        }

        source.Line($"private {method.Symbol.ContainingType.FullName()} _target;");
        source.Line("private static global::System.Reflection.MethodInfo s_method;");
        if (method.CancellationToken is not null)
        {
            source.Line("private global::System.Threading.CancellationTokenSource _cancellation;");
        }

        if (method.Options != 0)
        {
            source.Line($"public {method.RequestName}() => Options = (global::Orleans.CodeGeneration.InvokeMethodOptions){method.Options};");
        }
    }

    private static void EmitTarget(SourceWriter source, GrainMethod method)
    {
        var target = method.Symbol.ContainingType;
        var name = target.FullName();
        source.Line("public override object GetTarget() => _target;");
        using (source.Open($"public override void SetTarget({Names.Invocation}.ITargetHolder holder)"))
        {
            var isExtension = target.Is(Names.GrainExtension) || target.Implements(Names.GrainExtension);
            source.Line(isExtension
                ? $"_target = ({name})holder.GetComponent(typeof({name}));"
                : $"_target = ({name})holder.GetTarget();");
            if (method.CancellationToken is { } token)
            {
                source.Line("_cancellation = new global::System.Threading.CancellationTokenSource();");
                source.Line($"arg{token.Ordinal} = _cancellation.Token;");
            }
        }

        var arguments = string.Join(", ", method.Symbol.Parameters.Select(static parameter => $"arg{parameter.Ordinal}"));
        source.Line(
            $"protected override {method.Symbol.ReturnType.FullName()} InvokeInner() => _target.{SerializedMember.Escape(method.Symbol.Name)}"
            + $"{((IReadOnlyList<ITypeParameterSymbol>)method.Symbol.TypeParameters).ListInBrackets()}({arguments});");
        using (source.Open("public override void Dispose()"))
        {
            foreach (var parameter in method.Symbol.Parameters)
            {
                source.Line($"arg{parameter.Ordinal} = default;");
            }

            source.Line("_target = null;");
            if (method.CancellationToken is not null)
            {
                source.Line("_cancellation?.Dispose();");
                source.Line("_cancellation = null;");
            }
        }
    }

    private static void EmitArguments(SourceWriter source, GrainMethod method)
    {
        var parameters = method.Symbol.Parameters;
        if (parameters.IsEmpty)
        {
            return;
        }

        source.Line($"public override int GetArgumentCount() => {parameters.Length};");
        using (source.Open("public override object GetArgument(int index)"))
        using (source.Open("switch (index)"))
        {
            foreach (var parameter in parameters)
            {
                source.Line($"case {parameter.Ordinal}: return arg{parameter.Ordinal};");
            }

            source.Line("default: return base.GetArgument(index);");
        }

        using (source.Open("public override void SetArgument(int index, object value)"))
        using (source.Open("switch (index)"))
        {
            foreach (var parameter in parameters)
            {
                source.Line($"case {parameter.Ordinal}: arg{parameter.Ordinal} = ({parameter.Type.FullName()})value; break;");
            }

            source.Line("default: base.SetArgument(index, value); break;");
        }
    }

    private static void EmitDescription(SourceWriter source, GrainMethod method)
    {
        var target = method.Symbol.ContainingType;
        var name = target.FullName();
        var typeArguments = method.Symbol.TypeParameters.IsEmpty
            ? "null"
            : $"new global::System.Type[] {{ {string.Join(", ", method.Symbol.TypeParameters.Select(static parameter => $"typeof({parameter.Name})"))} }}";
        var parameterTypes = string.Concat(method.Symbol.Parameters.Select(static parameter => $", typeof({parameter.Type.FullName()})"));
        source.Line($"public override string GetMethodName() => {method.Symbol.Name.Literal()};");
        source.Line($"public override string GetInterfaceName() => {target.PlainName().Literal()};");
        source.Line($"public override string GetActivityName() => {$"{target.Name}/{method.Symbol.Name}".Literal()};");
        source.Line($"public override global::System.Type GetInterfaceType() => typeof({name});");
        source.Line(
            "public override global::System.Reflection.MethodInfo GetMethod() => s_method ??= "
            + $"{Names.GeneratedCode}.GetMethod(typeof({name}), {method.Symbol.Name.Literal()}, {typeArguments}{parameterTypes});");
        if (method.Symbol.Attribute(Names.ResponseTimeout).Argument() is string timeout
            && TimeSpan.TryParse(timeout, System.Globalization.CultureInfo.InvariantCulture, out var parsed))
        {
            source.Line(
                $"public override global::System.TimeSpan? GetDefaultResponseTimeout() => new global::System.TimeSpan({parsed.Ticks}L);");
        }
    }

    private static void EmitCancellation(SourceWriter source, GrainMethod method)
    {
        if (method.CancellationToken is not { } token)
        {
            return;
        }

        source.Line("public override bool IsCancellable => true;");
        source.Line($"public override global::System.Threading.CancellationToken GetCancellationToken() => arg{token.Ordinal};");
        using (source.Open("public override bool TryCancel()"))
        {
            source.Line("var cancellation = _cancellation;");
            source.Line("if (cancellation is null) return false;");
            source.Line("cancellation.Cancel(false);");
            source.Line("return true;");
        }
    }

    private static void EmitCodec(SourceWriter source, GrainMethod method)
    {
        var values = new ValueEmitter();
        var written = method.Symbol.Parameters.Where(static parameter => !GrainMethod.IsCancellationToken(parameter.Type)).ToList();
        var codecName = $"Codec_{method.RequestName}";
        using (source.OpenClass(
            $"internal sealed class {codecName}{method.TypeParameters.ListInBrackets()} : {Names.StandIn}.UntrackedClassCodec<{method.RequestType}>"
            + method.TypeParameters.Constraints()))
        {
            source.Line($"private readonly {Names.CodecProvider} _provider;");
            source.Line($"public {codecName}({Names.CodecProvider} provider) => _provider = provider;");
            source.Line($"protected override {method.RequestType} Create() => new {method.RequestType}();");
            using (source.Open($"public override void WriteMembers(ref {Names.StandIn}.MessageWriter writer, {method.RequestType} value)"))
            {
                foreach (var parameter in written)
                {
                    var value = $"value.arg{parameter.Ordinal}";
                    var write = values.Write(parameter.Type, (uint)parameter.Ordinal, value);
                    source.Line(ValueEmitter.IsNotDefault(parameter.Type, value) is { } condition ? $"if ({condition}) {write}" : write);
                }

                if (method.ReturnKind == ReturnKind.AsyncEnumerable)
                {
                    source.Line($"writer.WriteInt32({BatchSizeFieldId}, value.MaxBatchSize);");
                }
            }

            using (source.Open(
                $"public override void ReadMembers(ref {Names.StandIn}.MessageReader reader, {method.RequestType} value, bool isBase)"))
            using (source.Open("while (reader.NextField(out var fieldId, out var wireType))"))
            using (source.Open("switch (fieldId)"))
            {
                foreach (var parameter in written)
                {
                    source.Line($"case {parameter.Ordinal}: value.arg{parameter.Ordinal} = {values.Read(parameter.Type)}; break;");
                }

                if (method.ReturnKind == ReturnKind.AsyncEnumerable)
                {
                    source.Line($"case {BatchSizeFieldId}: value.MaxBatchSize = reader.ReadInt32(wireType); break;");
                }

                source.Line("default: reader.Skip(wireType); break;");
            }

            values.EmitFields(source);
        }
    }
}
