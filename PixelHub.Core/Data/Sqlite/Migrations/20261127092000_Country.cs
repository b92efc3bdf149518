using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PixelHub.Core.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Country : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(SqlText.Load("Country"));

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new NotSupportedException("An older version cannot read hits with a country. Restore a backup instead.");
    }
}
