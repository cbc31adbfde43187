package dev.pgweir.routing.checkout;

import java.io.InputStream;
import java.io.Reader;
import java.sql.Blob;
import java.sql.Clob;
import java.sql.NClob;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLXML;

/** The part of {@link DelegatingPreparedStatement} that is about binds which may be large. */
abstract class DelegatingStreams extends DelegatingStatement implements PreparedStatement {

    final PreparedStatement prepared;

    DelegatingStreams(PreparedStatement prepared) {
        super(prepared);
        this.prepared = prepared;
    }

    /** Sets the value of a placeholder. */
    @FunctionalInterface
    public interface Binding {

        /** Sets it in a statement where the placeholder has this number, counted from one. */
        void to(PreparedStatement statement, int place) throws SQLException;
    }

    /** Sets the value of a placeholder, whatever the kind of value. */
    protected void bind(int index, Binding binding) throws SQLException {
        binding.to(prepared, index);
    }

    @Override
    public void setAsciiStream(int index, InputStream value) throws SQLException {
        bind(index, (to, place) -> to.setAsciiStream(place, value));
    }

    @Override
    public void setAsciiStream(int index, InputStream value, int length) throws SQLException {
        bind(index, (to, place) -> to.setAsciiStream(place, value, length));
    }

    @Override
    public void setAsciiStream(int index, InputStream value, long length) throws SQLException {
        bind(index, (to, place) -> to.setAsciiStream(place, value, length));
    }

    @Deprecated
    @Override
    public void setUnicodeStream(int index, InputStream value, int length) throws SQLException {
        bind(index, (to, place) -> to.setUnicodeStream(place, value, length));
    }

    @Override
    public void setBinaryStream(int index, InputStream value) throws SQLException {
        bind(index, (to, place) -> to.setBinaryStream(place, value));
    }

    @Override
    public void setBinaryStream(int index, InputStream value, int length) throws SQLException {
        bind(index, (to, place) -> to.setBinaryStream(place, value, length));
    }

    @Override
    public void setBinaryStream(int index, InputStream value, long length) throws SQLException {
        bind(index, (to, place) -> to.setBinaryStream(place, value, length));
    }

    @Override
    public void setCharacterStream(int index, Reader value) throws SQLException {
        bind(index, (to, place) -> to.setCharacterStream(place, value));
    }

    @Override
    public void setCharacterStream(int index, Reader value, int length) throws SQLException {
        bind(index, (to, place) -> to.setCharacterStream(place, value, length));
    }

    @Override
    public void setCharacterStream(int index, Reader value, long length) throws SQLException {
        bind(index, (to, place) -> to.setCharacterStream(place, value, length));
    }

    @Override
    public void setNCharacterStream(int index, Reader value) throws SQLException {
        bind(index, (to, place) -> to.setNCharacterStream(place, value));
    }

    @Override
    public void setNCharacterStream(int index, Reader value, long length) throws SQLException {
        bind(index, (to, place) -> to.setNCharacterStream(place, value, length));
    }

    @Override
    public void setBlob(int index, Blob value) throws SQLException {
        bind(index, (to, place) -> to.setBlob(place, value));
    }

    @Override
    public void setBlob(int index, InputStream value) throws SQLException {
        bind(index, (to, place) -> to.setBlob(place, value));
    }

    @Override
    public void setBlob(int index, InputStream value, long length) throws SQLException {
        bind(index, (to, place) -> to.setBlob(place, value, length));
    }

    @Override
    public void setClob(int index, Clob value) throws SQLException {
        bind(index, (to, place) -> to.setClob(place, value));
    }

    @Override
    public void setClob(int index, Reader value) throws SQLException {
        bind(index, (to, place) -> to.setClob(place, value));
    }

    @Override
    public void setClob(int index, Reader value, long length) throws SQLException {
        bind(index, (to, place) -> to.setClob(place, value, length));
    }

    @Override
    public void setNClob(int index, NClob value) throws SQLException {
        bind(index, (to, place) -> to.setNClob(place, value));
    }

    @Override
    public void setNClob(int index, Reader value) throws SQLException {
        bind(index, (to, place) -> to.setNClob(place, value));
    }

    @Override
    public void setNClob(int index, Reader value, long length) throws SQLException {
        bind(index, (to, place) -> to.setNClob(place, value, length));
    }

    @Override
    public void setSQLXML(int index, SQLXML value) throws SQLException {
        bind(index, (to, place) -> to.setSQLXML(place, value));
    }
}
