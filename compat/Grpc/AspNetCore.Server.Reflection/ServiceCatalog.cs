using System.Reflection;
using Google.Protobuf.Reflection;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.AspNetCore.Routing;

namespace Grpc.StandIn.Reflection;

/// <summary>
/// The descriptors behind the mapped services, by name and by symbol. Read from the endpoints at the first question, when all
/// services are mapped.
/// </summary>
internal sealed class ServiceCatalog
{
    private readonly EndpointDataSource endpoints;
    private readonly Lazy<Index> index;

    public ServiceCatalog(EndpointDataSource endpoints)
    {
        this.endpoints = endpoints;
        index = new Lazy<Index>(() => new Index(FindServices()));
    }

    /// <summary>Full names, in order.</summary>
    public IReadOnlyList<string> ServiceNames => index.Value.ServiceNames;

    public FileDescriptor? FindFile(string name) => index.Value.Files.GetValueOrDefault(name);

    public FileDescriptor? FindFileOfSymbol(string fullName) => index.Value.Symbols.GetValueOrDefault(fullName.TrimStart('.'));

    public FileDescriptor? FindFileOfExtension(string extendedType, int number) =>
        index.Value.Extensions.GetValueOrDefault(extendedType.TrimStart('.'))?.GetValueOrDefault(number);

    /// <summary>Null if the type is not known.</summary>
    public IEnumerable<int>? FindExtensionNumbers(string extendedType) =>
        index.Value.Extensions.TryGetValue(extendedType.TrimStart('.'), out var numbers) ? numbers.Keys.Order()
        : index.Value.Symbols.ContainsKey(extendedType.TrimStart('.')) ? []
        : null;

    private IEnumerable<ServiceDescriptor> FindServices() => endpoints.Endpoints
        .Select(endpoint => endpoint.Metadata.GetMetadata<GrpcMethodMetadata>()?.ServiceType)
        .OfType<Type>()
        .Distinct()
        .Select(FindDescriptor)
        .OfType<ServiceDescriptor>();

    /// <summary>Generated code keeps a service's descriptor in the class that binds it.</summary>
    private static ServiceDescriptor? FindDescriptor(Type serviceType) => serviceType
        .GetCustomAttribute<BindServiceMethodAttribute>(inherit: true)?.BindType
        .GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static, null, typeof(ServiceDescriptor), [], null)?
        .GetValue(null) as ServiceDescriptor;

    private sealed class Index
    {
        private readonly SortedSet<string> serviceNames = new(StringComparer.Ordinal);

        public Index(IEnumerable<ServiceDescriptor> services)
        {
            foreach (var service in services)
            {
                serviceNames.Add(service.FullName);
                Add(service.File);
            }

            ServiceNames = [.. serviceNames];
        }

        public IReadOnlyList<string> ServiceNames { get; }

        public Dictionary<string, FileDescriptor> Files { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, FileDescriptor> Symbols { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, Dictionary<int, FileDescriptor>> Extensions { get; } = new(StringComparer.Ordinal);

        private void Add(FileDescriptor file)
        {
            if (!Files.TryAdd(file.Name, file))
            {
                return;
            }

            foreach (var import in file.Dependencies)
            {
                Add(import);
            }

            foreach (var service in file.Services)
            {
                Symbols[service.FullName] = file;
                foreach (var method in service.Methods)
                {
                    Symbols[method.FullName] = file;
                }
            }

            AddEnums(file.EnumTypes);
            foreach (var message in file.MessageTypes)
            {
                Add(message);
            }

            AddExtensions(file.Extensions);
        }

        private void Add(MessageDescriptor message)
        {
            Symbols[message.FullName] = message.File;
            foreach (var field in message.Fields.InDeclarationOrder())
            {
                Symbols[field.FullName] = message.File;
            }

            AddEnums(message.EnumTypes);
            foreach (var nested in message.NestedTypes)
            {
                Add(nested);
            }

            AddExtensions(message.Extensions);
        }

        private void AddEnums(IEnumerable<EnumDescriptor> enums)
        {
            foreach (var type in enums)
            {
                Symbols[type.FullName] = type.File;
            }
        }

        private void AddExtensions(ExtensionCollection extensions)
        {
            foreach (var extension in extensions.UnorderedExtensions)
            {
                Symbols[extension.FullName] = extension.File;
                var type = extension.ExtendeeType.FullName;
                if (!Extensions.TryGetValue(type, out var numbers))
                {
                    Extensions[type] = numbers = [];
                }

                numbers[extension.FieldNumber] = extension.File;
            }
        }
    }
}
