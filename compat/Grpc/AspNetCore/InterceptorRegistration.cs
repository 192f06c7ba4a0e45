using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;

namespace Grpc.AspNetCore.Server;

/// <summary>
/// An interceptor's type and the constructor arguments that do not come from the services. The instance is the one that the
/// services know under the type, or else made for the call.
/// </summary>
public class InterceptorRegistration
{
    private readonly object[] arguments;
    private readonly ObjectFactory factory;

    internal InterceptorRegistration(Type type, object[] arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        if (Array.IndexOf(arguments, null) >= 0)
        {
            throw new ArgumentException("An interceptor's arguments are not null.", nameof(arguments));
        }

        Type = type;
        this.arguments = arguments;
        factory = ActivatorUtilities.CreateFactory(type, [.. arguments.Select(argument => argument.GetType())]);
    }

    public Type Type { get; }

    public IReadOnlyList<object> Arguments => arguments;

    /// <param name="services">Of the request.</param>
    /// <param name="isOwned">True if the caller disposes the instance after the call.</param>
    internal Interceptor Create(IServiceProvider services, out bool isOwned)
    {
        var registered = arguments.Length == 0 ? services.GetService(Type) : null;
        isOwned = registered is null;
        return (Interceptor)(registered ?? factory(services, arguments));
    }
}
