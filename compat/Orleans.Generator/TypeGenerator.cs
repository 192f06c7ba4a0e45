using Microsoft.CodeAnalysis;
using Orleans.Generator.Emit;
using Orleans.Generator.Model;

namespace Orleans.Generator;

/// <summary>Generates what one type needs, if it is a grain interface, a grain class, serializable or a converter.</summary>
internal static class TypeGenerator
{
    public static GeneratedUnit? Generate(INamedTypeSymbol type)
    {
        var source = new SourceWriter();
        var manifest = new List<string>();
        using (source.OpenFile(type.Namespace()))
        {
            if (type.IsGrainInterface())
            {
                GenerateInterface(source, manifest, type);
            }
            else if (type.Has(Names.GenerateSerializer))
            {
                GenerateSerializer(source, manifest, type);
            }

            if (type.IsGrainClass() && !type.IsAbstract)
            {
                manifest.Add($"config.InterfaceImplementations.Add({TypeOf(type)});");
            }

            if (type.Has(Names.RegisterConverter))
            {
                manifest.Add($"config.Converters.Add({TypeOf(type)});");
            }

            if (type.AliasOf() is { } alias && manifest.Count > 0)
            {
                manifest.Add(AliasLine(alias, TypeOf(type)));
            }
        }

        if (manifest.Count == 0)
        {
            return null;
        }

        var hint = $"{ManifestEmitter.Flatten(type.PlainName())}_{type.AllTypeParameters().Count}.g.cs";
        return new GeneratedUnit(hint, source.ToString(), new(manifest));
    }

    private static void GenerateInterface(SourceWriter source, List<string> manifest, INamedTypeSymbol type)
    {
        if (GrainMethod.AllOf(type) is not { } methods)
        {
            return;
        }

        ProxyEmitter.Emit(source, type, methods);
        manifest.Add($"config.Interfaces.Add({TypeOf(type)});");
        manifest.Add($"config.InterfaceProxies.Add({TypeOfGenerated(type, ProxyEmitter.NameOf(type), type.AllTypeParameters().Count)});");
        foreach (var method in methods)
        {
            RequestEmitter.Emit(source, method);
            var arity = method.TypeParameters.Count;
            manifest.Add($"config.Serializers.Add({TypeOfGenerated(type, $"Codec_{method.RequestName}", arity)});");
            manifest.Add(AliasLine(WireName(type, method), TypeOfGenerated(type, method.RequestName, arity)));
        }
    }

    private static void GenerateSerializer(SourceWriter source, List<string> manifest, INamedTypeSymbol type)
    {
        if (type.TypeKind == TypeKind.Enum)
        {
            manifest.Add($"config.Serializers.Add(typeof({Names.StandIn}.EnumCodec<{type.FullName()}>));");
            return;
        }

        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || type.IsStatic)
        {
            return;
        }

        var serializable = new SerializableType(type);
        var arity = type.AllTypeParameters().Count;
        CodecEmitter.Emit(source, serializable);
        manifest.Add($"config.Serializers.Add({TypeOfGenerated(type, $"Codec_{serializable.FlatName}", arity)});");
        CopierEmitter.Emit(source, serializable);
        manifest.Add($"config.Copiers.Add({TypeOfGenerated(type, $"Copier_{serializable.FlatName}", arity)});");
    }

    /// <summary>
    /// The name of a request in messages: the interface, the method and its parameters, by their aliases if they have
    /// any. Two silos of different builds agree on it as long as the contract is the same.
    /// </summary>
    private static string WireName(INamedTypeSymbol type, GrainMethod method)
    {
        var declaring = method.Symbol.ContainingType;
        var origin = SymbolEqualityComparer.Default.Equals(declaring, type) ? "" : $"{TypeWireName(declaring)}.";
        if (method.Symbol.AliasOf() is { } alias)
        {
            return $"call:{TypeWireName(type)}/{origin}{alias}";
        }

        var parameters = method.Symbol.Parameters.Select(static parameter => parameter.Type.FullName().Replace("global::", ""));
        var signature = $"{method.Symbol.Name}`{method.Symbol.Arity}({string.Join(";", parameters)})";
        return $"call:{TypeWireName(type)}/{origin}{method.Symbol.Name}:{GrainMethod.Hash(signature):x8}";
    }

    private static string TypeWireName(INamedTypeSymbol type) => type.OriginalDefinition.AliasOf() ?? type.OriginalDefinition.PlainName();

    private static string AliasLine(string alias, string typeOf) => $"config.WellKnownTypeAliases.Add({alias.Literal()}, {typeOf});";

    private static string TypeOf(INamedTypeSymbol type)
    {
        if (type.AllTypeParameters().Count == 0)
        {
            return $"typeof({type.FullName()})";
        }

        var names = type.ContainingTypes().Append(type).Select(static part => part.Name + SymbolExtensions.OpenBrackets(part.Arity));
        var space = type.Namespace();
        return $"typeof(global::{(space.Length == 0 ? "" : space + ".")}{string.Join(".", names)})";
    }

    private static string TypeOfGenerated(INamedTypeSymbol type, string name, int arity)
    {
        var space = type.Namespace();
        return $"typeof(global::{Names.GeneratedNamespace}.{(space.Length == 0 ? "" : space + ".")}{name}{SymbolExtensions.OpenBrackets(arity)})";
    }
}
