using System.Reflection;
using System.Runtime.Loader;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Orleans.Serialization.Configuration;

namespace Orleans.StandIn.Serialization;

/// <summary>Finds the assemblies that the generator has worked on and adds their manifests to the services, each once.</summary>
internal static class ManifestAssemblies
{
    /// <summary>Adds every manifest among the loaded assemblies and all that they refer to.</summary>
    public static void AddAll(IServiceCollection services)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Queue<Assembly>(AppDomain.CurrentDomain.GetAssemblies().Where(static assembly => !assembly.IsDynamic));
        if (Assembly.GetEntryAssembly() is { } entry)
        {
            pending.Enqueue(entry);
        }

        while (pending.TryDequeue(out var assembly))
        {
            if (!seen.Add(assembly.FullName!))
            {
                continue;
            }

            Add(services, assembly);
            foreach (var reference in assembly.GetReferencedAssemblies())
            {
                // The framework holds no manifests, and is most of what is referred to.
                if (IsFramework(reference.Name!) || seen.Contains(reference.FullName))
                {
                    continue;
                }

                if (TryLoad(assembly, reference) is { } loaded)
                {
                    pending.Enqueue(loaded);
                }
            }
        }
    }

    public static void Add(IServiceCollection services, Assembly assembly)
    {
        foreach (var attribute in assembly.GetCustomAttributes<TypeManifestProviderAttribute>())
        {
            if (services.Any(service => service.ServiceType == typeof(IConfigureOptions<TypeManifestOptions>)
                && (service.ImplementationType ?? service.ImplementationInstance?.GetType()) == attribute.ProviderType))
            {
                continue;
            }

            services.AddSingleton(typeof(IConfigureOptions<TypeManifestOptions>), attribute.ProviderType);
        }
    }

    private static bool IsFramework(string name) =>
        name.StartsWith("System.", StringComparison.Ordinal)
        || name.StartsWith("Microsoft.", StringComparison.Ordinal)
        || name is "System" or "mscorlib" or "netstandard";

    private static Assembly? TryLoad(Assembly parent, AssemblyName reference)
    {
        try
        {
            return (AssemblyLoadContext.GetLoadContext(parent) ?? AssemblyLoadContext.Default).LoadFromAssemblyName(reference);
        }
        catch (Exception exception) when (exception is IOException or BadImageFormatException)
        {
            // A reference that is not deployed (compile-time only) has nothing to register.
            return null;
        }
    }
}
