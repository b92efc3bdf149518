# syntax=docker/dockerfile:1

FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /src
# What decides the packages comes first: as long as it stays the same, so does the layer with the packages.
COPY global.json Directory.Build.props Directory.Packages.props ./
COPY build/ build/
COPY PixelHub.Core/PixelHub.Core.csproj PixelHub.Core/
COPY PixelHub.Web/PixelHub.Web.csproj PixelHub.Web/
RUN dotnet restore PixelHub.Web/PixelHub.Web.csproj
COPY .editorconfig appsettings.json ./
COPY PixelHub.Core/ PixelHub.Core/
COPY PixelHub.Web/ PixelHub.Web/
RUN dotnet publish PixelHub.Web/PixelHub.Web.csproj --no-restore --configuration Release --output /app -p:UseAppHost=false

FROM mcr.microsoft.com/dotnet/aspnet:10.0
# The system's SQLite is newer than the one in the package, and gets the distribution's security fixes.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libsqlite3-0 \
    && rm -rf /var/lib/apt/lists/* \
    && mkdir /data \
    && chown "$APP_UID" /data
COPY --from=build /app /app
WORKDIR /app
ENV ASPNETCORE_HTTP_PORTS=8080 \
    PixelHub__DataDirectory=/data
USER $APP_UID
VOLUME /data
EXPOSE 8080
# The image has no curl; bash can speak enough HTTP to ask how the server is.
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /health/live HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && read -r _ status _ <&3 && [ \"$status\" = 200 ]"]
ENTRYPOINT ["dotnet", "PixelHub.Web.dll"]
